export interface BackoffOptions {
  /** Delay after the first failure, ms. */
  readonly firstMs: number;
  /** Longest delay, ms. */
  readonly maxMs: number;
  /** Random numbers from 0 to 1 that shorten each delay by up to a half, for many clients of one server; none: no jitter. */
  readonly random?: () => number;
}

/** Exponential backoff: each failure in a row doubles the delay, up to a maximum. */
export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** Counts a failure. @returns ms to wait before the next attempt */
  next(): number {
    const delay = Math.min(this.#options.firstMs * 2 ** this.#failures, this.#options.maxMs);
    if (delay < this.#options.maxMs) this.#failures += 1;
    const { random } = this.#options;
    return random === undefined ? delay : Math.round(delay * (1 - random() / 2));
  }

  /** Call after a success. */
  reset(): void {
    this.#failures = 0;
  }
}
