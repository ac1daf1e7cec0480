import { DEFAULT_DRAIN_MS, shutdownTimeoutMs } from '../../contract/start-flags.ts';
import { type Clock, waitUntil } from '../../lib/clock.ts';
import { oneLine } from '../../lib/text.ts';
import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import type { Platform } from '../platform/platform.ts';
import { goneReason, type ListenerProcess } from '../registry/find-listeners.ts';

/** One thing that was done to end a listener. */
type ShutdownStep = 'asked' | 'ended-gently' | 'killed';

export interface ShutdownTimeouts {
  /** After the control message: the drain and a little more, ms. */
  readonly requestMs: number;
  /** After SIGTERM or `taskkill /T`, ms. */
  readonly terminateMs: number;
  /** After SIGKILL or `taskkill /F`, ms. */
  readonly killMs: number;
}

export const SHUTDOWN_TIMEOUTS: ShutdownTimeouts = {
  requestMs: shutdownTimeoutMs(),
  terminateMs: 5_000,
  killMs: 5_000,
};
/** For `stop --now` and `kill`: what is under way is not waited for. */
export const SHUTDOWN_NOW: ShutdownTimeouts = { requestMs: 1_500, terminateMs: 1_500, killMs: 5_000 };

/** The same for a listener that may answer longer than the default before it ends. */
export function extendForDrain(
  timeouts: ShutdownTimeouts,
  drainMs: number = DEFAULT_DRAIN_MS,
): ShutdownTimeouts {
  return { ...timeouts, requestMs: timeouts.requestMs + Math.max(0, drainMs - DEFAULT_DRAIN_MS) };
}

export interface ShutdownOptions {
  readonly platform: Platform;
  readonly timeouts: ShutdownTimeouts;
  readonly clock: Clock;
  /** Connects to the listener; rejects where it does not answer. */
  connect(): Promise<ControlClient>;
  /** Each step goes into the log. */
  log(line: string): void;
  /** Resolves after so many ms. */
  sleep(ms: number): Promise<void>;
}

export interface ShutdownResult {
  readonly hasExited: boolean;
  readonly steps: readonly ShutdownStep[];
}

const POLL_INTERVAL_MS = 25;

/**
 * Ends a listener, no harder than needed: control message, then SIGTERM, then SIGKILL. Before a signal the PID is
 * looked at again: another process may have it by then.
 *
 * @param order what it is told, and by whom
 */
export async function escalateShutdown(
  listener: ListenerProcess,
  order: { readonly code: 'stop' | 'restart'; readonly by: string },
  options: ShutdownOptions,
): Promise<ShutdownResult> {
  const { platform, timeouts, log } = options;
  const { pid, userNo } = listener.registration;
  const steps: ShutdownStep[] = [];
  const hasExited = async (): Promise<boolean> =>
    (await goneReason(listener.registration, platform)) !== undefined;

  if (listener.condition === 'answers' && (await requestShutdown(order, options))) {
    steps.push('asked');
    log(`User No. ${userNo} (PID ${pid}) was asked to ${order.code}`);
    if (await waitForExit(pid, timeouts.requestMs, options)) return { hasExited: true, steps };
  }
  for (const how of ['gently', 'at-once'] as const) {
    if (await hasExited()) return { hasExited: true, steps };
    steps.push(how === 'gently' ? 'ended-gently' : 'killed');
    log(`User No. ${userNo} (PID ${pid}) is being ${how === 'gently' ? 'terminated' : 'killed'}`);
    const failure = await platform.terminate(pid, how).then(() => undefined, oneLine);
    // On Windows only a program with a window can be ended gently: nothing to wait for then.
    if (failure !== undefined) log(`PID ${pid} was not ended: ${failure}`);
    const timeoutMs = how === 'gently' ? timeouts.terminateMs : timeouts.killMs;
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
    // It obeyed faster than it answered.
    if (error instanceof ControlError && error.kind === 'closed') return true;
    log(`the stop request failed: ${oneLine(error)}`);
    return false;
  }
}

/** Whether the process ended in time. */
function waitForExit(
  pid: number,
  timeoutMs: number,
  { platform, clock, sleep }: ShutdownOptions,
): Promise<boolean> {
  return waitUntil(() => !platform.isAlive(pid), { clock, sleep, timeoutMs, intervalMs: POLL_INTERVAL_MS });
}
