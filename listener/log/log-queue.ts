/** Maximum batch size: large enough to be fast, small enough not to delay a stop. */
const MAX_BATCH_BYTES = 256 * 1024;

/** Queue of lines to write, bounded in bytes: beyond the bound the oldest lines are dropped and counted. */
export class LogQueue {
  readonly #limit: number;
  readonly #formatLostLines: (count: number) => string;
  #lines: string[] = [];
  #bytes = 0;
  #lost = 0;

  /**
   * @param limit maximum number of queued bytes
   * @param formatLostLines formats the line that replaces dropped lines
   */
  constructor(limit: number, formatLostLines: (count: number) => string) {
    this.#limit = limit;
    this.#formatLostLines = formatLostLines;
  }

  get empty(): boolean {
    return this.#lines.length === 0 && this.#lost === 0;
  }

  /** Whether a full batch is queued. */
  get full(): boolean {
    return this.#bytes >= MAX_BATCH_BYTES;
  }

  push(line: string): void {
    this.#lines.push(line);
    this.#bytes += sizeOf(line);
    if (this.#bytes > this.#limit) this.#drop();
  }

  /**
   * Takes the oldest lines with line ends, at most `maxBytes` bytes. The first line may have up to `maxFirstLine` bytes.
   * Returns an empty buffer if the first line does not fit.
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

  /** Drops a tenth at a time, since shifting a long array for each line is slow. */
  #drop(): void {
    const dropped = this.#lines.splice(0, Math.ceil(this.#lines.length / 10));
    for (const line of dropped) this.#bytes -= sizeOf(line);
    this.#lost += dropped.length;
  }
}

/** Size in the file, including the line end. */
function sizeOf(line: string): number {
  return Buffer.byteLength(line) + 1;
}
