import { EXIT } from '../contract/exit-codes.ts';

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
/** Starts in a row that never answered, after which the cause is outside: an address, a port, a disk, a database. */
const MOST_QUICK_STARTS = 5;
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
  const delayMs = sinceAnswer >= MOST_QUICK_STARTS ? PATIENT_INTERVAL_MS : (DELAYS_MS[step] ?? 0);
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
