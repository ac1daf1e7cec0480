import { EXIT } from '../../contract/exit-codes.ts';
import type { Desired } from '../../contract/run-state.ts';
import { describeStartFailure, type StartFailure } from './start-failure.ts';

/** One listener that ended without being asked to. */
export interface EndedRun {
  /** Milliseconds it was up; undefined where it ended before it answered. */
  readonly upMs: number | undefined;
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  /** When it ended, ms on a clock that is never set. */
  readonly endedAt: number;
}

export type RestartDecision =
  | { readonly do: 'restart' /** Milliseconds from now. */; readonly inMs: number }
  /** Starting again changes nothing until somebody changes the configuration. */
  | { readonly do: 'give-up'; readonly because: 'bad-configuration' };

/** Seconds between starts: 0, 1, 2, 4, 8, 16, 30, 30 ... */
const DELAYS_MS = [0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;
/** A listener that was up this long had no part in the trouble before. */
const STEADY_AFTER_MS = 60_000;
/** StartRunner in a row that never answered, after which the cause is outside: an address, a port, a disk, a database. */
const MAX_QUICK_STARTS = 5;
/** Between two starts from then on: whatever it is comes back one day, and nobody may be there to say so, ms. */
const PATIENT_INTERVAL_MS = 60_000;

/**
 * What to do after the last of these runs, oldest first.
 *
 * @param now ms, the clock of `endedAt`: time that has passed since the end counts towards the delay
 */
export function decideRestart(history: readonly EndedRun[], now: number): RestartDecision {
  const last = history.at(-1);
  if (last === undefined) return { do: 'restart', inMs: 0 };
  if (last.exitCode === EXIT.badConfiguration) return { do: 'give-up', because: 'bad-configuration' };
  const sinceAnswer = trailing(history, ({ upMs }) => upMs === undefined);
  const sinceSteady = trailing(history, ({ upMs }) => (upMs ?? 0) < STEADY_AFTER_MS);
  const step = Math.min(Math.max(sinceSteady - 1, 0), DELAYS_MS.length - 1);
  const delayMs = sinceAnswer >= MAX_QUICK_STARTS ? PATIENT_INTERVAL_MS : (DELAYS_MS[step] ?? 0);
  return { do: 'restart', inMs: Math.max(delayMs - (now - last.endedAt), 0) };
}

/** How many at the end of the list are like that. */
function trailing(history: readonly EndedRun[], like: (run: EndedRun) => boolean): number {
  const unlike = history.findLastIndex((run) => !like(run));
  return history.length - 1 - unlike;
}

/** The part of the history that can still matter. */
export function recentRuns(history: readonly EndedRun[]): readonly EndedRun[] {
  return history.slice(-DELAYS_MS.length - 1);
}

/** What a supervisor does while no phantom is there. `reason`: one line for operators. */
export type NextMove =
  | { readonly do: 'start' }
  /** It was stopped on purpose, or somebody else starts it again. */
  | { readonly do: 'leave'; readonly reason: string }
  | { readonly do: 'wait'; readonly ms: number; readonly reason: string; readonly failure?: StartFailure }
  | { readonly do: 'give-up'; readonly reason: string; readonly failure?: StartFailure };

/** A phantom that another supervisor owns is ours to start when that one has not for so long, ms. */
const INHERIT_AFTER_MS = 60_000;

/** The ends of a phantom so far, and what follows from them. Times are ms on a clock that is never set. */
export class RestartHistory {
  #runs: readonly EndedRun[] = [];
  #failure: StartFailure | undefined;
  /** The operator's word and the configuration as they were when it was given up. */
  #gaveUpOn: string | undefined;
  /** Until then somebody else may start it. */
  #othersUntil = Number.NEGATIVE_INFINITY;

  /** "Retry now": nothing that was stands in the way. */
  forget(): void {
    this.#runs = [];
    this.runs();
  }

  /** A phantom runs. */
  runs(): void {
    this.#failure = undefined;
    this.#gaveUpOn = undefined;
    this.#othersUntil = Number.NEGATIVE_INFINITY;
  }

  /** A phantom ended that was not told to. */
  ended(run: EndedRun): void {
    this.#runs = recentRuns([...this.#runs, run]);
  }

  /** A start came to nothing. */
  failed(failure: StartFailure, now: number): void {
    this.#failure = failure;
    this.ended({ upMs: undefined, exitCode: exitCodeOf(failure), endedAt: now });
  }

  /** Who starts it again: what keeps it, for ever; another supervisor, for a minute. */
  leaveTo(who: 'keeper' | 'owner', now: number): void {
    this.#othersUntil = who === 'keeper' ? Number.POSITIVE_INFINITY : now + INHERIT_AFTER_MS;
  }

  /** @param settings what the configuration's files look like: another look is a reason to try again */
  next(desired: Desired | undefined, now: number, settings: string): NextMove {
    if (desired?.desired === 'stopped') {
      this.forget();
      return { do: 'leave', reason: `stopped by ${desired.by}` };
    }
    if (now < this.#othersUntil) return { do: 'leave', reason: 'whoever started it starts it again' };
    // So is an explicit start, by whomever.
    const on = JSON.stringify([desired?.at, desired?.by, settings]);
    if (this.#gaveUpOn !== undefined && this.#gaveUpOn !== on) this.forget();
    const decision = decideRestart(this.#runs, now);
    const failure = this.#failure === undefined ? {} : { failure: this.#failure };
    const words = this.#failure === undefined ? undefined : describeStartFailure(this.#failure);
    if (decision.do === 'give-up') {
      this.#gaveUpOn ??= on;
      return { do: 'give-up', reason: words ?? decision.because, ...failure };
    }
    if (decision.inMs === 0) return { do: 'start' };
    return { do: 'wait', ms: decision.inMs, reason: words ?? 'it ended', ...failure };
  }
}

function exitCodeOf(failure: StartFailure): number | undefined {
  if (failure.kind === 'bad-configuration') return EXIT.badConfiguration;
  return failure.kind === 'ended' && failure.ending.kind === 'code' ? failure.ending.code : undefined;
}
