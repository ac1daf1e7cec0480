import { uptime } from 'node:os';

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

/** When this machine started, as the wall clock shows it now, milliseconds since the epoch. */
export function bootTime(clock: Pick<Clock, 'now'> = systemClock): number {
  return clock.now() - uptime() * 1_000;
}

/** One moment on both clocks. */
export interface Moment {
  /** Milliseconds since the epoch, for people and for other machines. */
  readonly wall: number;
  /** Milliseconds, to measure with. */
  readonly monotonic: number;
}

/** Now. */
export function momentOf(clock: Clock): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}

/** The two clocks drift apart by milliseconds while one is steered; a difference over this is a clock that was set. */
const CLOCK_SET_MS = 1_000;

/**
 * Says moments of the monotonic clock as the wall clock shows them now: what started an hour ago did so an hour before
 * now, also when the wall clock was set meanwhile. One moment is said the same each time, unless it was.
 */
export class WallTimes {
  readonly #clock: Clock;
  #offset: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offset = this.#measured();
  }

  /** Milliseconds since the epoch. @param monotonic a moment of the clock */
  of(monotonic: number): number {
    const measured = this.#measured();
    if (Math.abs(measured - this.#offset) > CLOCK_SET_MS) this.#offset = measured;
    return Math.round(monotonic + this.#offset);
  }

  /** The moment of a wall time that was written down earlier, by this process or another; in the future none is. */
  monotonicOf(wall: number): number {
    const { wall: now, monotonic } = momentOf(this.#clock);
    return monotonic - Math.max(now - wall, 0);
  }

  #measured(): number {
    return this.#clock.now() - this.#clock.monotonic();
  }
}

export interface WaitOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Resolves after so many ms. */
  sleep(ms: number): Promise<void>;
  /** Gives up after, ms: of time, not of looks, however long one takes. */
  readonly timeoutMs: number;
  /** Between two looks, ms. */
  readonly everyMs: number;
}

/** Looks again and again until something is so. @returns whether it was in time; it is looked at once at least */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  { clock, sleep, timeoutMs, everyMs }: WaitOptions,
): Promise<boolean> {
  for (const end = clock.monotonic() + timeoutMs; !(await isSo()); ) {
    if (clock.monotonic() >= end) return false;
    await sleep(everyMs);
  }
  return true;
}
