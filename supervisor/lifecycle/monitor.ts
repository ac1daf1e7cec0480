import type { ControlEvent } from '../../contract/control.ts';
import type { Sample } from '../../contract/status.ts';
import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';

/** Whether this supervisor restarts the listener, or only watches it. */
export type Role = 'owner' | 'watcher';

/** How monitoring a listener ended. */
export type MonitorEnd =
  /** The control channel closed: the listener is exiting or has exited. */
  | 'closed'
  /** Three pings in a row were not answered. */
  | 'hung'
  /** The signal was aborted. */
  | 'aborted';

export interface MonitorOptions {
  readonly client: ControlClient;
  /** The role to request: whether to own its restarts. */
  readonly role: Role;
  readonly pingIntervalMs: number;
  readonly signal: AbortSignal;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  onRole(role: Role): void;
  onEvent(event: ControlEvent): void;
  onSample(sample: Sample): void;
}

/** Monitors a listener over its control channel until it ends, hangs, or the signal is aborted. */
export async function monitorListener(options: MonitorOptions): Promise<MonitorEnd> {
  const { client, role, signal } = options;
  const subscribe = async (): Promise<void> => {
    const granted = await client.request('subscribe', { as: role });
    options.onRole(granted.as);
  };
  client.onPush = (frame) => {
    if (frame.push === 'sample') return options.onSample(frame.sample);
    options.onEvent(frame.event);
    // The first to ask becomes the owner. A failure needs no handling: the channel closes.
    if (frame.event.event === 'owner-left' && role === 'owner') subscribe().catch(() => undefined);
  };
  try {
    await subscribe();
    return await pingUntilEnd(options);
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return signal.aborted ? 'aborted' : 'closed';
  } finally {
    client.close();
  }
}

async function pingUntilEnd({ client, pingIntervalMs, signal, sleep }: MonitorOptions): Promise<MonitorEnd> {
  const ended = new AbortController();
  void client.closed.then(() => ended.abort());
  const either = AbortSignal.any([signal, ended.signal]);
  let liveness = ALIVE;
  while (!liveness.hung) {
    // A missed ping has taken a whole interval already.
    if (liveness.missed === 0) await sleep(pingIntervalMs, either);
    if (signal.aborted) return 'aborted';
    if (ended.signal.aborted) return 'closed';
    liveness = afterPing(liveness, await ping(client, pingIntervalMs));
  }
  return 'hung';
}

/** @throws ControlError if the channel closed */
async function ping(client: ControlClient, timeoutMs: number): Promise<boolean> {
  try {
    await client.request('ping', {}, timeoutMs);
    return true;
  } catch (error) {
    if (error instanceof ControlError && error.kind === 'no-answer') return false;
    throw error;
  }
}

/** Unanswered pings in a row after which a listener counts as hung. */
const MAX_MISSED_PINGS = 3;
export const PING_INTERVAL_MS = 10_000;

export interface Liveness {
  readonly missed: number;
  readonly hung: boolean;
}

export const ALIVE: Liveness = { missed: 0, hung: false };

/** The liveness after one more ping. */
export function afterPing({ missed }: Liveness, wasAnswered: boolean): Liveness {
  if (wasAnswered) return ALIVE;
  return { missed: missed + 1, hung: missed + 1 >= MAX_MISSED_PINGS };
}
