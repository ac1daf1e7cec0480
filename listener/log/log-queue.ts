/** Most bytes taken at once: large enough to be fast, small enough that a stop need not wait for it. */
const MAX_BATCH_BYTES = 256 * 1024;

/** Lines that wait for the disk, bounded in bytes: past the bound the oldest go, and are counted. */
export class LogQueue {
  readonly #limit: number;
  readonly #formatLostLines: (count: number) => string;
  #lines: string[] = [];
  #bytes = 0;
  #lost = 0;

  /**
   * @param limit bytes that may wait
   * @param formatLostLines words how many lines were dropped, in their place
   */
  constructor(limit: number, formatLostLines: (count: number) => string) {
    this.#limit = limit;
    this.#formatLostLines = formatLostLines;
  }

  get empty(): boolean {
    return this.#lines.length === 0 && this.#lost === 0;
  }

  /** Whether as much waits as is taken at once. */
  get full(): boolean {
    return this.#bytes >= MAX_BATCH_BYTES;
  }

  push(line: string): void {
    this.#lines.push(line);
    this.#bytes += sizeOf(line);
    if (this.#bytes > this.#limit) this.#drop();
  }

  /**
   * Takes the oldest lines, with line ends: for at most `room` bytes, but a first line of up to `first` bytes
   * in any case. Nothing where not even the first fits.
   */
  take(maxBytes: number, maxFirstLine = maxBytes): Buffer {
    if (this.#lost > 0) {
      const line = this.#formatLostLines(this.#lost);
      this.#lost = 0;
      this.#lines.unshift(line);
      this.#bytes += sizeOf(line);
    }
    let count = 0;
    let size = 0;
    for (const line of this.#lines) {
      const next = size + sizeOf(line);
      if (next > (count === 0 ? maxFirstLine : Math.min(maxBytes, MAX_BATCH_BYTES))) break;
      size = next;
      count += 1;
    }
    this.#bytes -= size;
    const taken = this.#lines.splice(0, count);
    return Buffer.from(count === 0 ? '' : `${taken.join('\n')}\n`);
  }

  /** A tenth at a time, since moving a long array for each line is slow. */
  #drop(): void {
    const dropped = this.#lines.splice(0, Math.ceil(this.#lines.length / 10));
    for (const line of dropped) this.#bytes -= sizeOf(line);
    this.#lost += dropped.length;
  }
}

/** Bytes in the file, line end included. */
function sizeOf(line: string): number {
  return Buffer.byteLength(line) + 1;
}
