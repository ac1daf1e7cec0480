/** Whether a figure has been over its limit for too long. Pure: time comes with each observation. */
export interface AlarmState {
  /** When the figure went over, ms; undefined while it is under. */
  readonly overSince: number | undefined;
  readonly raised: boolean;
}

export const QUIET: AlarmState = { overSince: undefined, raised: false };

/** Shorter excesses are work, not trouble. */
export const ALARM_AFTER_MS = 60_000;

/** @param now milliseconds, any clock that is never set */
export function watchLevel(state: AlarmState, value: number, limit: number, now: number): AlarmState {
  if (value <= limit) return QUIET;
  const overSince = state.overSince ?? now;
  return { overSince, raised: now - overSince >= ALARM_AFTER_MS };
}
