import { uptime } from 'node:os';

/**
 * Wall clock and monotonic clock. The wall clock may be set at any moment, so it is used for display and dates only; every
 * duration, deadline and interval is measured on the monotonic clock.
 */
export interface Clock {
  /** Wall time, milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since an arbitrary fixed moment; never set back. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** When this machine was booted by the current wall clock, milliseconds since the epoch. */
export function bootTime(clock: Pick<Clock, 'now'> = systemClock): number {
  return clock.now() - uptime() * 1_000;
}

/** A moment on both clocks. */
export interface Moment {
  /** Milliseconds since the epoch, for display and other machines. */
  readonly wall: number;
  /** Milliseconds, for measuring. */
  readonly monotonic: number;
}

/** The current moment. */
export function momentOf(clock: Clock): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}

/** The clocks may drift apart by milliseconds; a larger difference means that the wall clock was set. */
const CLOCK_SET_MS = 1_000;

/**
 * Converts monotonic moments to the current wall clock: what started an hour ago is an hour before now, even if the wall
 * clock was set in between. A moment is converted to the same time until the wall clock is set.
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

  /** The monotonic moment of a recorded wall time; one in the future counts as now. */
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
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Total time after which it gives up. */
  readonly timeoutMs: number;
  /** Time between two checks. */
  readonly intervalMs: number;
}

/** Polls until a condition holds, checking it at least once. @returns false on timeout */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { clock, sleep, timeoutMs, intervalMs }: WaitOptions,
): Promise<boolean> {
  for (const end = clock.monotonic() + timeoutMs; !(await condition()); ) {
    if (clock.monotonic() >= end) return false;
    await sleep(intervalMs);
  }
  return true;
}
