const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;
/** Wrong answers older than this are forgotten. */
const MEMORY_MS = 60_000;

/** Makes guessing slow: each wrong answer within a minute doubles the wait before it is refused, up to 5 s. */
export class WrongAnswers {
  #count = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** Counts one. @param now ms on a clock that is never set @returns ms to wait before the refusal */
  add(now: number): number {
    if (now - this.#lastAt > MEMORY_MS) this.#count = 0;
    this.#lastAt = now;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.#count, LONGEST_DELAY_MS);
    this.#count += 1;
    return delay;
  }
}
