import type { Clock } from '../clock.ts';

/** A clock that tests advance explicitly. */
export class FakeClock implements Clock {
  #wall: number;
  #elapsed = 0;

  /** @param wall milliseconds since the epoch at the start */
  constructor(wall = Date.UTC(2026, 0, 15, 12)) {
    this.#wall = wall;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  /** Lets time pass on both clocks. @param ms 0 or more */
  advance(ms: number): void {
    this.#wall += ms;
    this.#elapsed += ms;
  }

  /** Sets the wall clock, as an administrator or a time server does; no time passes. */
  setWall(wall: number): void {
    this.#wall = wall;
  }
}
