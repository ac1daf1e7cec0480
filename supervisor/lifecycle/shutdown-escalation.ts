import type { Registration } from '../../contract/registration.ts';
import { DEFAULT_DRAIN_MS, shutdownTimeoutMs } from '../../contract/start-flags.ts';
import { type Clock, waitUntil } from '../../lib/clock.ts';
import { oneLine } from '../../lib/text.ts';
import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import type { Platform } from '../platform/platform.ts';
import { goneReason, type ListenerProcess } from '../registry/find-listeners.ts';

/** One step to end a listener. */
type ShutdownStep = 'asked' | 'ended-gently' | 'killed';

export interface ShutdownTimeouts {
  /** Wait after the control message: the drain timeout and a margin. */
  readonly requestTimeoutMs: number;
  /** Wait after SIGTERM or `taskkill /T`. */
  readonly terminateTimeoutMs: number;
  /** Wait after SIGKILL or `taskkill /F`. */
  readonly killTimeoutMs: number;
}

export const SHUTDOWN_TIMEOUTS: ShutdownTimeouts = {
  requestTimeoutMs: shutdownTimeoutMs(),
  terminateTimeoutMs: 5_000,
  killTimeoutMs: 5_000,
};
/** For `stop --now` and `kill`, which do not wait for pending queries. */
export const SHUTDOWN_NOW: ShutdownTimeouts = {
  requestTimeoutMs: 1_500,
  terminateTimeoutMs: 1_500,
  killTimeoutMs: 5_000,
};

/** The timeouts for a listener whose drain timeout is longer than the default. */
export function extendForDrain(
  timeouts: ShutdownTimeouts,
  drainMs: number = DEFAULT_DRAIN_MS,
): ShutdownTimeouts {
  return {
    ...timeouts,
    requestTimeoutMs: timeouts.requestTimeoutMs + Math.max(0, drainMs - DEFAULT_DRAIN_MS),
  };
}

export interface ShutdownOptions {
  readonly platform: Platform;
  readonly timeouts: ShutdownTimeouts;
  readonly clock: Clock;
  /** Connects to the listener; rejects if it does not answer. */
  connect(): Promise<ControlClient>;
  /** Logs each step. */
  log(line: string): void;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

export interface ShutdownResult {
  readonly hasExited: boolean;
  readonly steps: readonly ShutdownStep[];
}

/** What is known of a listener that is to be ended; one of another home may have no number that we know. */
interface EndedListener {
  readonly condition: ListenerProcess['condition'];
  readonly registration: Pick<Registration, 'pid' | 'processStart'> & { readonly userNo?: number };
}

const POLL_INTERVAL_MS = 25;

/**
 * Ends a listener as gently as possible: control message, then SIGTERM, then SIGKILL. The PID is checked again before a
 * signal, since another process may have it by then.
 *
 * @param order the request, and who makes it
 */
export async function escalateShutdown(
  listener: EndedListener,
  order: { readonly code: 'stop' | 'restart'; readonly by: string; readonly unsaved?: boolean },
  options: ShutdownOptions,
): Promise<ShutdownResult> {
  const { platform, timeouts, log } = options;
  const { pid, userNo } = listener.registration;
  const name = userNo === undefined ? `PID ${pid}` : `User No. ${userNo} (PID ${pid})`;
  const steps: ShutdownStep[] = [];
  const hasExited = async (): Promise<boolean> =>
    (await goneReason(listener.registration, platform)) !== undefined;

  if (listener.condition === 'answers' && (await requestShutdown(order, options))) {
    steps.push('asked');
    log(`${name} was asked to ${order.code}`);
    if (await waitForExit(pid, timeouts.requestTimeoutMs, options)) return { hasExited: true, steps };
  }
  for (const how of ['gently', 'at-once'] as const) {
    if (await hasExited()) return { hasExited: true, steps };
    steps.push(how === 'gently' ? 'ended-gently' : 'killed');
    log(`${name} is being ${how === 'gently' ? 'terminated' : 'killed'}`);
    const failure = await platform.terminate(pid, how).then(() => undefined, oneLine);
    // On Windows only a program with a window can be ended gently, so there is nothing to wait for.
    if (failure !== undefined) log(`PID ${pid} was not ended: ${failure}`);
    const timeoutMs = how === 'gently' ? timeouts.terminateTimeoutMs : timeouts.killTimeoutMs;
    if (await waitForExit(pid, failure === undefined ? timeoutMs : 0, options))
      return { hasExited: true, steps };
  }
  return { hasExited: await hasExited(), steps };
}

async function requestShutdown(
  order: Parameters<typeof escalateShutdown>[1],
  { connect, log }: ShutdownOptions,
): Promise<boolean> {
  try {
    const client = await connect();
    try {
      await client.request('stop', order);
      return true;
    } finally {
      client.close();
    }
  } catch (error) {
    // It exited before it replied.
    if (error instanceof ControlError && error.kind === 'closed') return true;
    log(`the stop request failed: ${oneLine(error)}`);
    return false;
  }
}

/** Waits for the process to exit. @returns false on timeout */
function waitForExit(
  pid: number,
  timeoutMs: number,
  { platform, clock, sleep }: ShutdownOptions,
): Promise<boolean> {
  return waitUntil(() => !platform.isAlive(pid), { clock, sleep, timeoutMs, intervalMs: POLL_INTERVAL_MS });
}
