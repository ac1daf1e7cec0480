/** A line longer than allowed: the sender is broken or hostile, so its connection is closed. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
  /** Bytes allowed. */
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`a line is longer than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

const LF = 0x0a;

/** Splits a byte stream into lines. Buffers at most `maxBytes` and one chunk. */
export class LineDecoder {
  /** Maximum bytes of a line without LF; may be changed between lines. */
  maxBytes: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /**
   * The lines that end in this chunk, decoded as UTF-8, without LF; empty lines are skipped. Lazy: lines that the caller
   * does not take are not decoded.
   *
   * @throws LineTooLong; the decoder is unusable afterwards
   */
  *push(chunk: Buffer): Generator<string, void> {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      this.#append(chunk.subarray(from, end));
      from = end + 1;
      const line = this.#take();
      if (line !== '') yield line;
    }
    this.#append(chunk.subarray(from));
  }

  #append(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.maxBytes) {
      this.#parts = [];
      throw new LineTooLong(this.maxBytes);
    }
    if (part.length > 0) this.#parts.push(part);
  }

  #take(): string {
    const line = Buffer.concat(this.#parts, this.#length).toString('utf8');
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}
