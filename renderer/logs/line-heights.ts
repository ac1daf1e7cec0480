/**
 * Where lines stand, px: all of the same height but for those that were measured. Cheap however many lines there are,
 * because only the exceptions are kept.
 */
export class LineHeights {
  readonly usual: number;
  /** What a line is higher than usual, by row. */
  readonly #more = new Map<number, number>();
  #rows: readonly number[] = [];
  /** Before each of `#rows`, summed up. */
  #sums: readonly number[] = [0];
  #stale = false;

  constructor(usual: number) {
    this.usual = usual;
  }

  /** @returns by how much it grew */
  measure(row: number, height: number): number {
    const more = height - this.usual;
    const before = this.#more.get(row) ?? 0;
    if (more === before) return 0;
    if (more === 0) this.#more.delete(row);
    else this.#more.set(row, more);
    this.#stale = true;
    return more - before;
  }

  /** Of a row, from the top of another. */
  top(row: number, first: number): number {
    return (row - first) * this.usual + this.#moreBefore(row) - this.#moreBefore(first);
  }

  /** The row at so many px from the top of another. */
  rowAt(y: number, first: number): number {
    // Measured lines only push others down, so that the row is at most where all are of the usual height.
    let low = first;
    let high = first + Math.max(Math.floor(y / this.usual), 0);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.top(middle, first) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #moreBefore(row: number): number {
    if (this.#stale) this.#sumUp();
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return this.#sums[low] ?? 0;
  }

  #sumUp(): void {
    this.#rows = [...this.#more.keys()].sort((one, other) => one - other);
    let sum = 0;
    this.#sums = [0, ...this.#rows.map((row) => (sum += this.#more.get(row) ?? 0))];
    this.#stale = false;
  }
}
