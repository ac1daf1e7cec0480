import type { Desired } from '../contract/desired.ts';
import { EXIT } from '../contract/exit-codes.ts';
import { decideRestart, type EndedRun, recentRuns } from './restart-policy.ts';
import { type StartFailure, startFailureInWords } from './start-failure.ts';

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
    const words = this.#failure === undefined ? undefined : startFailureInWords(this.#failure);
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
