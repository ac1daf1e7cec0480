/**
 * Positions of lines in px: all have the same height except the measured ones. Cost does not depend on the number of
 * lines, because only exceptions are stored.
 */
export class LineHeights {
  readonly defaultHeight: number;
  /** Extra height of a line, by row. */
  readonly #extra = new Map<number, number>();
  #rows: readonly number[] = [];
  /** Extra height above each of `#rows`. */
  #prefixSums: readonly number[] = [0];
  #dirty = false;

  constructor(defaultHeight: number) {
    this.defaultHeight = defaultHeight;
  }

  /** @returns the change in height */
  measure(row: number, height: number): number {
    const more = height - this.defaultHeight;
    const before = this.#extra.get(row) ?? 0;
    if (more === before) return 0;
    if (more === 0) this.#extra.delete(row);
    else this.#extra.set(row, more);
    this.#dirty = true;
    return more - before;
  }

  /** Distance of a row from the top of another. */
  top(row: number, first: number): number {
    return (row - first) * this.defaultHeight + this.#extraBefore(row) - this.#extraBefore(first);
  }

  /** The row at a distance in px from the top of another. */
  rowAt(y: number, first: number): number {
    // Measured lines only add height, so this is the last row that is possible.
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
