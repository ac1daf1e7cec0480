import { DEFAULT_DRAIN_MS, obeysWithinMs } from '../../contract/start-flags.ts';
import { type Clock, waitUntil } from '../../lib/clock.ts';
import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import { oneLine } from '../platform/one-line.ts';
import type { Platform } from '../platform/platform.ts';
import { isGone, type Phantom } from '../registry/find-listeners.ts';

/** One thing that was done to end a listener. */
export type StopStep = 'asked' | 'ended-gently' | 'killed';

export interface StopWaits {
  /** After the control message: the drain and a little more, ms. */
  readonly askedMs: number;
  /** After SIGTERM or `taskkill /T`, ms. */
  readonly gentlyMs: number;
  /** After SIGKILL or `taskkill /F`, ms. */
  readonly killedMs: number;
}

export const STOP_WAITS: StopWaits = { askedMs: obeysWithinMs(), gentlyMs: 5_000, killedMs: 5_000 };
/** For `stop --now` and `kill`: what is under way is not waited for. */
export const STOP_NOW: StopWaits = { askedMs: 1_500, gentlyMs: 1_500, killedMs: 5_000 };

/** The same for a listener that may answer longer than the default before it ends. */
export function waitsFor(waits: StopWaits, drainMs: number = DEFAULT_DRAIN_MS): StopWaits {
  return { ...waits, askedMs: waits.askedMs + Math.max(0, drainMs - DEFAULT_DRAIN_MS) };
}

export interface StopEdges {
  readonly platform: Platform;
  readonly waits: StopWaits;
  readonly clock: Clock;
  /** Connects to the listener; rejects where it does not answer. */
  meet(): Promise<ControlClient>;
  /** Each step goes into the log. */
  log(line: string): void;
  /** Resolves after so many ms. */
  sleep(ms: number): Promise<void>;
}

export interface StopOutcome {
  readonly gone: boolean;
  readonly steps: readonly StopStep[];
}

const LOOK_EVERY_MS = 25;

/**
 * Ends a listener, no harder than needed: control message, then SIGTERM, then SIGKILL. Before a signal the PID is
 * looked at again: another process may have it by then.
 *
 * @param order what it is told, and by whom
 */
export async function climbStopLadder(
  phantom: Phantom,
  order: { readonly code: 'stop' | 'restart'; readonly by: string },
  edges: StopEdges,
): Promise<StopOutcome> {
  const { platform, waits, log } = edges;
  const { pid, userNo } = phantom.registration;
  const steps: StopStep[] = [];
  const gone = async (): Promise<boolean> => (await isGone(phantom.registration, platform)) !== undefined;

  if (phantom.condition === 'answers' && (await ask(order, edges))) {
    steps.push('asked');
    log(`User No. ${userNo} (PID ${pid}) was asked to ${order.code}`);
    if (await ended(pid, waits.askedMs, edges)) return { gone: true, steps };
  }
  for (const how of ['gently', 'at-once'] as const) {
    if (await gone()) return { gone: true, steps };
    steps.push(how === 'gently' ? 'ended-gently' : 'killed');
    log(`User No. ${userNo} (PID ${pid}) is ended ${how === 'gently' ? 'by signal' : 'by force'}`);
    const trouble = await platform.end(pid, how).then(() => undefined, oneLine);
    // On Windows only a program with a window can be ended gently: nothing to wait for then.
    if (trouble !== undefined) log(`PID ${pid} was not ended: ${trouble}`);
    const wait = how === 'gently' ? waits.gentlyMs : waits.killedMs;
    if (await ended(pid, trouble === undefined ? wait : 0, edges)) return { gone: true, steps };
  }
  return { gone: await gone(), steps };
}

async function ask(order: Parameters<typeof climbStopLadder>[1], { meet, log }: StopEdges): Promise<boolean> {
  try {
    const client = await meet();
    try {
      await client.request('stop', order);
      return true;
    } finally {
      client.close();
    }
  } catch (error) {
    // It obeyed faster than it answered.
    if (error instanceof ControlError && error.kind === 'closed') return true;
    log(`it does not take orders: ${oneLine(error)}`);
    return false;
  }
}

/** Whether the process ended in time. */
function ended(pid: number, timeoutMs: number, { platform, clock, sleep }: StopEdges): Promise<boolean> {
  return waitUntil(() => !platform.isAlive(pid), { clock, sleep, timeoutMs, everyMs: LOOK_EVERY_MS });
}
