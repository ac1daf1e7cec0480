/**
 * The two times a program needs. The wall clock may be set back or forward at any moment, so it is for display and
 * for dates alone; every duration, deadline and interval is measured on the monotonic clock.
 */
export interface Clock {
  /** Wall time, milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since some fixed moment, never set back. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
