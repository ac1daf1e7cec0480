/**
 * Where lines stand, px: all of the same height but for those that were measured. Cheap however many lines there are,
 * because only the exceptions are kept.
 */
export class LineHeights {
  readonly defaultHeight: number;
  /** What a line is higher than usual, by row. */
  readonly #extra = new Map<number, number>();
  #rows: readonly number[] = [];
  /** Before each of `#rows`, summed up. */
  #prefixSums: readonly number[] = [0];
  #dirty = false;

  constructor(defaultHeight: number) {
    this.defaultHeight = defaultHeight;
  }

  /** @returns by how much it grew */
  measure(row: number, height: number): number {
    const more = height - this.defaultHeight;
    const before = this.#extra.get(row) ?? 0;
    if (more === before) return 0;
    if (more === 0) this.#extra.delete(row);
    else this.#extra.set(row, more);
    this.#dirty = true;
    return more - before;
  }

  /** Of a row, from the top of another. */
  top(row: number, first: number): number {
    return (row - first) * this.defaultHeight + this.#extraBefore(row) - this.#extraBefore(first);
  }

  /** The row at so many px from the top of another. */
  rowAt(y: number, first: number): number {
    // Measured lines only push others down, so that the row is at most where all are of the usual height.
    let low = first;
    let high = first + Math.max(Math.floor(y / this.defaultHeight), 0);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.top(middle, first) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #extraBefore(row: number): number {
    if (this.#dirty) this.#updateSums();
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return this.#prefixSums[low] ?? 0;
  }

  #updateSums(): void {
    this.#rows = [...this.#extra.keys()].sort((one, other) => one - other);
    let sum = 0;
    this.#prefixSums = [0, ...this.#rows.map((row) => (sum += this.#extra.get(row) ?? 0))];
    this.#dirty = false;
  }
}
