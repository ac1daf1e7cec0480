/** A token bucket: so much a second on average, and a burst above that. Times are ms of any monotonic origin. */
export class Rate {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at = 0;

  /** @param perSecond 0 lets everything through. */
  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = Math.max(burst, 1);
    this.#tokens = this.#burst;
  }

  /** Takes one event; false when it is over the limit. */
  take(now: number): boolean {
    if (this.#perSecond === 0) return true;
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /**
   * Takes what has happened already, beyond the limit too.
   *
   * @returns ms until it is within the limit again, 0 where it is
   */
  charge(now: number, cost: number): number {
    if (this.#perSecond === 0) return 0;
    this.#refill(now);
    this.#tokens -= cost;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#perSecond) * 1_000;
  }

  #refill(now: number): void {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed / 1_000) * this.#perSecond);
  }
}
