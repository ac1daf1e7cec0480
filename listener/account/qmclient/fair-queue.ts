/** What waits, in the order of its owners' turns: one each, round and round, so that none can starve another. */
export class FairQueue<T> {
  /** In the order of the next turns; no list is empty. */
  readonly #byOwner = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(owner: string, item: T): void {
    const waiting = this.#byOwner.get(owner);
    if (waiting) waiting.push(item);
    else this.#byOwner.set(owner, [item]);
    this.#size += 1;
  }

  /** The next item of the owner whose turn it is; the owner then goes to the end of the round. */
  shift(): T | undefined {
    for (const [owner, waiting] of this.#byOwner) {
      const item = waiting.shift();
      this.#byOwner.delete(owner);
      if (waiting.length > 0) this.#byOwner.set(owner, waiting);
      this.#size -= 1;
      return item;
    }
    return undefined;
  }

  /** Whether it was there. */
  remove(owner: string, item: T): boolean {
    const waiting = this.#byOwner.get(owner);
    const index = waiting?.indexOf(item) ?? -1;
    if (!waiting || index < 0) return false;
    waiting.splice(index, 1);
    if (waiting.length === 0) this.#byOwner.delete(owner);
    this.#size -= 1;
    return true;
  }

  /** Takes everything out. */
  drain(): readonly T[] {
    const all: T[] = [];
    for (let item = this.shift(); item !== undefined; item = this.shift()) all.push(item);
    return all;
  }
}
