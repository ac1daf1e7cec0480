import type { PhantomOrigin } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import { DEFAULT_DRAIN_MS, type RestartOrder } from '../../contract/start-flags.ts';

import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import { isRunningListener, type ListenerProcess, type RunningListener } from '../registry/find-listeners.ts';
import type { StartResult } from './start-attempt.ts';
import type { StartFailure } from './start-failure.ts';
import type { SupervisorOptions } from './supervisor-types.ts';

/** The result of a restart by another process. */
export type Handover =
  | { readonly kind: 'restarted'; readonly listener: RunningListener; readonly by: string }
  | { readonly kind: 'failed'; readonly failure: StartFailure };

/** The result of a restart: by this process, or by the owner of the listener's restarts. */
export type RestartResult =
  | StartResult
  | { readonly kind: 'no-such-listener'; readonly userNo: number }
  | Handover;

export interface HandoverOptions {
  readonly options: Pick<SupervisorOptions, 'by' | 'clock' | 'sleep'>;
  connect(registration: Registration): Promise<ControlClient>;
  find(only: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]>;
  /** Whether it is the listener that the supervisor is responsible for. */
  isOwn(registration: Registration): boolean;
  log(line: string): void;
}

/** Enough for the longest backoff and a start; the drain timeout of the previous listener is added. */
const REPLACEMENT_TIMEOUT_MS = 35_000;
const POLL_INTERVAL_MS = 100;

/**
 * Asks the owner of a listener's restarts to restart it.
 *
 * @returns the owner, for example `watch (root)` or `its QM phantom`, and why the listener refused if it did; undefined if
 *   nobody would restart it
 */
export async function askOwnerToRestart(
  { registration, status }: RunningListener,
  order: RestartOrder,
  { options, connect, log }: HandoverOptions,
): Promise<AskedOwner | undefined> {
  const owner = status.owner?.by ?? describeOwner(status.origin);
  try {
    const client = await connect(registration);
    try {
      await client.request('restart', { ...order, by: options.by });
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return error.code === 'FORBIDDEN' ? { kind: 'refused', owner, why: error.message } : undefined;
  }
  log(`${owner} was asked to restart User No. ${registration.userNo}`);
  return { kind: 'asked', owner };
}

type AskedOwner =
  | { readonly kind: 'asked'; readonly owner: string }
  | { readonly kind: 'refused'; readonly owner: string; readonly why: string };

/** Waits for the replacement of a listener that another process restarts; its port may differ. */
export async function awaitReplacement(
  previous: ListenerProcess,
  owner: string,
  { options, find, isOwn }: HandoverOptions,
): Promise<Handover> {
  const { pid, ports, drainMs = DEFAULT_DRAIN_MS } = previous.registration;
  const previousRefusal = isRunningListener(previous) ? previous.status.restartRefused?.at : undefined;
  const isReplacement = (registration: Registration): boolean =>
    registration.pid !== pid &&
    (registration.ports.some((port) => ports.includes(port)) || isOwn(registration));
  const timeoutMs = REPLACEMENT_TIMEOUT_MS + drainMs;
  for (const until = options.clock.monotonic() + timeoutMs; options.clock.monotonic() < until; ) {
    const found = (
      await find((registration) => registration.pid === pid || isReplacement(registration))
    ).filter(isRunningListener);
    const listener = found.find((registration) => registration.registration.pid !== pid);
    if (listener !== undefined) return { kind: 'restarted', listener, by: owner };
    const refused = found.find((registration) => registration.registration.pid === pid)?.status
      .restartRefused;
    if (refused !== undefined && refused.at !== previousRefusal) {
      return { kind: 'failed', failure: { kind: 'owner-refused', owner, why: refused.why } };
    }
    await options.sleep(POLL_INTERVAL_MS);
  }
  return { kind: 'failed', failure: { kind: 'no-successor', owner, afterMs: timeoutMs } };
}

/** Waits for the listener that a watch was told to start, where none runs. */
export async function awaitFirst(
  watch: string,
  find: () => Promise<ListenerProcess | undefined>,
  { clock, sleep }: HandoverOptions['options'],
): Promise<StartResult> {
  for (const until = clock.monotonic() + REPLACEMENT_TIMEOUT_MS; clock.monotonic() < until; ) {
    const listener = await find();
    if (listener !== undefined && isRunningListener(listener) && listener.status.state === 'running')
      return { kind: 'started', listener };
    await sleep(POLL_INTERVAL_MS);
  }
  return { kind: 'failed', failure: { kind: 'not-started-by', watch, afterMs: REPLACEMENT_TIMEOUT_MS } };
}

/** What restarts a listener of that origin if no supervisor does. */
export function describeOwner(origin: PhantomOrigin): string {
  switch (origin) {
    case 'qm':
      return 'its QM phantom';
    case 'task':
      return 'its task';
    case 'service':
      return 'its service';
    case 'systemd':
      return 'its systemd unit';
    default:
      return `its ${origin}`;
  }
}
