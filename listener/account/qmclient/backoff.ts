/** The shortest and the longest pause between two attempts. */
export const SHORTEST_MS = 1_000;
export const LONGEST_MS = 30_000;

/** Pauses that double with each failure in a row: 1, 2, 4, 8, 16, 30, 30 s ... */
export class Backoff {
  #failures = 0;

  /** Milliseconds to wait after one more failure. */
  next(): number {
    this.#failures += 1;
    return Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(this.#failures - 1, 10));
  }

  /** After a success. */
  reset(): void {
    this.#failures = 0;
  }
}
