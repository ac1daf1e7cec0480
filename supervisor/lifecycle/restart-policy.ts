import { EXIT } from '../../contract/exit-codes.ts';
import type { Desired } from '../../contract/run-state.ts';
import { describeStartFailure, type StartFailure } from './start-failure.ts';

/** One run of a listener that exited unexpectedly. */
export interface EndedRun {
  /** Uptime in milliseconds; undefined if it exited before it answered. */
  readonly upMs: number | undefined;
  /** Undefined if a signal ended it. */
  readonly exitCode: number | undefined;
  /** When it ended, monotonic ms. */
  readonly endedAt: number;
}

export type RestartDecision =
  | { readonly action: 'restart' /** Milliseconds from now. */; readonly inMs: number }
  /** Another start would fail the same way until the configuration is changed. */
  | { readonly action: 'give-up'; readonly because: 'bad-configuration' };

/** Seconds between starts: 0, 1, 2, 4, 8, 16, 30, 30 ... */
const DELAYS_MS = [0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;
/** After this uptime a listener counts as stable, and earlier failures no longer matter. */
const STABLE_AFTER_MS = 60_000;
/** Unanswered starts in a row after which the cause is external: an address, a port, a disk, a database. */
const MAX_FAST_STARTS = 5;
/** Interval of starts from then on: an external cause may end without anybody to report it. */
const SLOW_RETRY_INTERVAL_MS = 60_000;

/**
 * What to do after these runs, oldest first.
 *
 * @param now monotonic ms: time that has passed since the end counts towards the delay
 */
export function decideRestart(history: readonly EndedRun[], now: number): RestartDecision {
  const last = history.at(-1);
  if (last === undefined) return { action: 'restart', inMs: 0 };
  if (last.exitCode === EXIT.badConfiguration) return { action: 'give-up', because: 'bad-configuration' };
  const unansweredStarts = countTrailing(history, ({ upMs }) => upMs === undefined);
  const unstableRuns = countTrailing(history, ({ upMs }) => (upMs ?? 0) < STABLE_AFTER_MS);
  const step = Math.min(Math.max(unstableRuns - 1, 0), DELAYS_MS.length - 1);
  const delayMs = unansweredStarts >= MAX_FAST_STARTS ? SLOW_RETRY_INTERVAL_MS : (DELAYS_MS[step] ?? 0);
  return { action: 'restart', inMs: Math.max(delayMs - (now - last.endedAt), 0) };
}

/** How many runs at the end of the list match. */
function countTrailing(history: readonly EndedRun[], matches: (run: EndedRun) => boolean): number {
  const lastOther = history.findLastIndex((run) => !matches(run));
  return history.length - 1 - lastOther;
}

/** The part of the history that can still affect a decision. */
export function recentRuns(history: readonly EndedRun[]): readonly EndedRun[] {
  return history.slice(-DELAYS_MS.length - 1);
}

/** What a supervisor does while no listener runs. `reason` is one line for operators. */
export type NextAction =
  | { readonly action: 'start' }
  /** It was stopped on purpose, or something else restarts it. */
  | { readonly action: 'leave'; readonly reason: string }
  | { readonly action: 'wait'; readonly ms: number; readonly reason: string; readonly failure?: StartFailure }
  | { readonly action: 'give-up'; readonly reason: string; readonly failure?: StartFailure };

/** After this time a supervisor starts a listener that its owner has not restarted. */
const TAKEOVER_AFTER_MS = 60_000;

/** The exits of a listener so far, and what to do next. Times are ms on the monotonic clock. */
export class RestartHistory {
  #runs: readonly EndedRun[] = [];
  #failure: StartFailure | undefined;
  /** The desired state and the configuration at the time it gave up. */
  #gaveUpAt: string | undefined;
  /** Until then its owner may restart it. */
  #deferredUntil = Number.NEGATIVE_INFINITY;

  /** Forgets everything, for "retry now". */
  reset(): void {
    this.#runs = [];
    this.onRunning();
  }

  /** A listener runs. */
  onRunning(): void {
    this.#failure = undefined;
    this.#gaveUpAt = undefined;
    this.#deferredUntil = Number.NEGATIVE_INFINITY;
  }

  /** A listener exited unexpectedly. */
  recordExit(run: EndedRun): void {
    this.#runs = recentRuns([...this.#runs, run]);
  }

  /** A start failed. */
  recordFailure(failure: StartFailure, now: number): void {
    this.#failure = failure;
    this.recordExit({ upMs: undefined, exitCode: exitCodeOf(failure), endedAt: now });
  }

  /** Leaves the restart to an external supervisor permanently, or to another supervisor of ours for a minute. */
  deferTo(owner: 'external' | 'supervisor', now: number): void {
    this.#deferredUntil = owner === 'external' ? Number.POSITIVE_INFINITY : now + TAKEOVER_AFTER_MS;
  }

  /** @param settings a stamp of the configuration files: a change is a reason to try again */
  nextAction(desired: Desired | undefined, now: number, settings: string): NextAction {
    if (desired?.desired === 'stopped') {
      this.reset();
      return { action: 'leave', reason: `stopped by ${desired.by}` };
    }
    if (now < this.#deferredUntil)
      return { action: 'leave', reason: 'it will be restarted by what started it' };
    // An explicit start by anybody is a change too.
    const inputs = JSON.stringify([desired?.at, desired?.by, settings]);
    if (this.#gaveUpAt !== undefined && this.#gaveUpAt !== inputs) this.reset();
    const decision = decideRestart(this.#runs, now);
    const failure = this.#failure === undefined ? {} : { failure: this.#failure };
    const reason = this.#failure === undefined ? undefined : describeStartFailure(this.#failure);
    if (decision.action === 'give-up') {
      this.#gaveUpAt ??= inputs;
      return { action: 'give-up', reason: reason ?? decision.because, ...failure };
    }
    if (decision.inMs === 0) return { action: 'start' };
    return { action: 'wait', ms: decision.inMs, reason: reason ?? 'it ended', ...failure };
  }
}

function exitCodeOf(failure: StartFailure): number | undefined {
  if (failure.kind === 'bad-configuration') return EXIT.badConfiguration;
  return failure.kind === 'ended' && failure.exit.kind === 'code' ? failure.exit.code : undefined;
}
