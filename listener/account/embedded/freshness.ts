/** Milliseconds a look at a folder is good for at least. */
const SHORTEST = 250;
/** A look is good for this many times what it cost, so that big folders stay cheap. */
const COST_FACTOR = 20;

/** When a cached folder must be looked at again, so that records edited by hand are seen. */
export class Freshness {
  #checkedAt = Number.NEGATIVE_INFINITY;
  #cost = 0;

  /** @param now milliseconds on a clock that is never set */
  isStale(now: number): boolean {
    return now - this.#checkedAt > Math.max(SHORTEST, COST_FACTOR * this.#cost);
  }

  checked(startedAt: number, endedAt: number): void {
    this.#checkedAt = endedAt;
    this.#cost = endedAt - startedAt;
  }
}
