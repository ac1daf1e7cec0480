/** A line over its cap: the sender is broken or hostile, and its connection ends. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
  /** Bytes that were allowed. */
  readonly cap: number;

  constructor(cap: number) {
    super(`a line is longer than ${cap} bytes`);
    this.cap = cap;
  }
}

const LF = 0x0a;

/** Cuts a byte stream into lines. Holds the cap and one chunk at most. */
export class LineDecoder {
  /** Bytes a line may have, LF not counted; may be changed between lines. */
  cap: number;
  #parts: Buffer[] = [];
  #held = 0;

  constructor(cap: number) {
    this.cap = cap;
  }

  /**
   * The lines that end in this chunk, as UTF-8 without their LF; empty lines are left out. Lazy: a caller that
   * stops in the middle has not decoded the rest.
   *
   * @throws LineTooLong; the decoder is of no use afterwards
   */
  *push(chunk: Buffer): Generator<string, void> {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      this.#hold(chunk.subarray(from, end));
      from = end + 1;
      const line = this.#take();
      if (line !== '') yield line;
    }
    this.#hold(chunk.subarray(from));
  }

  #hold(part: Buffer): void {
    this.#held += part.length;
    if (this.#held > this.cap) {
      this.#parts = [];
      throw new LineTooLong(this.cap);
    }
    if (part.length > 0) this.#parts.push(part);
  }

  #take(): string {
    const line = Buffer.concat(this.#parts, this.#held).toString('utf8');
    this.#parts = [];
    this.#held = 0;
    return line;
  }
}
