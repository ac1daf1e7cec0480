/**
 * When a measurement becomes an alarm and when the alarm ends: a pure function of the measurements and their times. An alarm
 * is raised beyond the limit and ends within a second, lower limit, so that a figure at its limit does not flap.
 */

/** A figure beyond its limit, within the lower one, or in between, where nothing changes. */
export type Level = 'beyond' | 'between' | 'within';

export interface LevelState {
  readonly raised: boolean;
  /** Since when the level has contradicted `raised`, monotonic ms; undefined while it does not. */
  readonly contradictedSince: number | undefined;
  /** When `raised` changed last, monotonic ms. */
  readonly changedAt: number;
}

export const NOT_RAISED: LevelState = {
  raised: false,
  contradictedSince: undefined,
  changedAt: Number.NEGATIVE_INFINITY,
};

/** Shorter peaks are normal load, and a shorter calm is no recovery. Also the shortest time between two messages of a kind. */
export const ALARM_HOLD_MS = 60_000;

/**
 * @param holdMs how long the figure must be beyond its limit; an alarm ends after a minute within the lower one
 * @param now monotonic milliseconds
 */
export function nextLevelState(state: LevelState, level: Level, holdMs: number, now: number): LevelState {
  const isContradicted = state.raised ? level === 'within' : level === 'beyond';
  if (!isContradicted) {
    return state.contradictedSince === undefined ? state : { ...state, contradictedSince: undefined };
  }
  const since = state.contradictedSince ?? now;
  const isHeld = now - since >= (state.raised ? ALARM_HOLD_MS : holdMs);
  if (!isHeld || now - state.changedAt < ALARM_HOLD_MS) return { ...state, contradictedSince: since };
  return { raised: !state.raised, contradictedSince: undefined, changedAt: now };
}
