/** An event at a moment of simulated time. */
export interface Scheduled<T> {
  /** Milliseconds since the world began. */
  readonly at: number;
  /** Orders simultaneous events: first scheduled, first run. */
  readonly order: number;
  readonly value: T;
}

/** A binary heap with the earliest event first. */
export class EventQueue<T> {
  readonly #heap: Scheduled<T>[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  get next(): Scheduled<T> | undefined {
    return this.#heap[0];
  }

  add(at: number, value: T): void {
    const heap = this.#heap;
    const entry = { at, order: this.#order++, value };
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, entry)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  take(): Scheduled<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      if (right !== undefined && isBefore(right, left)) child += 1;
      const below = heap[child];
      if (below === undefined || isBefore(last, below)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

function isBefore(one: Scheduled<unknown>, other: Scheduled<unknown>): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
