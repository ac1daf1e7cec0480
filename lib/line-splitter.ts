/** Bytes of a line that log readers keep: a listener's own lines have a few hundred, one with a question up to 32 KiB. */
const MAX_LINE_BYTES = 256 * 1024;

/**
 * Receives a line: `bytes` from `start` to `end` are its text, at most `maxBytes` of it. `length` is the full length of the
 * line without its line end, which is more than `end - start` if it was truncated; `offset` is its start in the stream.
 */
export type OnLine = (bytes: Buffer, start: number, end: number, length: number, offset: number) => void;

const LF = 0x0a;
const CR = 0x0d;
const EMPTY: Buffer = Buffer.alloc(0);

/**
 * Splits a byte stream into lines in linear time and keeps at most `maxBytes` of a line. LF ends a line; a CR before it
 * belongs to the line end.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #keptBytes = 0;
  #length = 0;
  #endsInCr = false;
  #position = 0;

  constructor(maxBytes = MAX_LINE_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes pushed so far. */
  get position(): number {
    return this.#position;
  }

  /** Bytes of the incomplete line. */
  get pending(): number {
    return this.#length;
  }

  /** Emits the lines that end in this chunk. The chunk may be reused afterwards. */
  push(chunk: Buffer, onLine: OnLine): void {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      if (this.#length === 0) this.#emitWhole(chunk, from, end, onLine);
      else {
        const offset = this.#position + from - this.#length;
        this.#append(chunk, from, end);
        this.#emit(onLine, offset);
      }
      from = end + 1;
    }
    this.#append(chunk, from, chunk.length);
    this.#position += chunk.length;
  }

  /** Emits the last line if it has no line end. */
  flush(onLine: OnLine): void {
    if (this.#length > 0) this.#emit(onLine, this.#position - this.#length);
  }

  #emit(onLine: OnLine, offset: number): void {
    const bytes = Buffer.concat(this.#parts, this.#keptBytes);
    const length = this.#endsInCr ? this.#length - 1 : this.#length;
    this.reset();
    onLine(bytes, 0, Math.min(bytes.length, length), length, offset);
  }

  /** Discards the incomplete line. */
  reset(): void {
    this.#parts = [];
    this.#keptBytes = 0;
    this.#length = 0;
    this.#endsInCr = false;
  }

  #emitWhole(chunk: Buffer, start: number, end: number, onLine: OnLine): void {
    const textEnd = end > start && chunk[end - 1] === CR ? end - 1 : end;
    onLine(chunk, start, Math.min(textEnd, start + this.#maxBytes), textEnd - start, this.#position + start);
  }

  #append(chunk: Buffer, start: number, end: number): void {
    if (end === start) return;
    this.#length += end - start;
    this.#endsInCr = chunk[end - 1] === CR;
    const room = Math.min(end - start, this.#maxBytes - this.#keptBytes);
    if (room <= 0) return;
    this.#keptBytes += room;
    // The part is copied, since a slice would keep the whole chunk in memory. Many small parts are merged to bound overhead.
    this.#parts.push(Buffer.from(chunk.subarray(start, start + room)));
    if (this.#parts.length > MAX_PARTS) this.#parts = [Buffer.concat(this.#parts, this.#keptBytes)];
  }
}

const MAX_PARTS = 64;

/** The text of a line, with a note of its full length if it was truncated. */
export function textOfLine(bytes: Buffer, start: number, end: number, length: number): string {
  const text = bytes.toString('utf8', start, end);
  return length > end - start
    ? `${text.replace(/\ufffd{1,3}$/, '')}… (cut: the line has ${length} bytes)`
    : text;
}

/** As `LineSplitter`, for chunks that are read from the end of a file to its start: the newest line comes first. */
export class BackwardLineSplitter {
  readonly #maxBytes: number;
  /** The first bytes of the line whose start has not been read yet. */
  #head: Buffer = EMPTY;
  #length = 0;
  /** Whether the pending line is followed by a line end. */
  #open = false;
  #endsInCr = false;

  constructor(maxBytes = MAX_LINE_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that begin in this chunk, which precedes the last one; newest first. */
  *push(chunk: Buffer): Generator<string, void> {
    let end = chunk.length;
    for (let at = chunk.lastIndexOf(LF); at !== -1; at = at === 0 ? -1 : chunk.lastIndexOf(LF, at - 1)) {
      this.#prepend(chunk, at + 1, end);
      if (this.#open || this.#length > 0) yield this.#take();
      this.#open = true;
      end = at;
    }
    this.#prepend(chunk, 0, end);
  }

  /** The first line of the file. */
  *flush(): Generator<string, void> {
    if (this.#open || this.#length > 0) yield this.#take();
  }

  #prepend(chunk: Buffer, start: number, end: number): void {
    if (end === start) return;
    if (this.#length === 0) this.#endsInCr = chunk[end - 1] === CR;
    this.#length += end - start;
    const bytes = Math.min(end - start, this.#maxBytes);
    const rest = this.#head.subarray(0, this.#maxBytes - bytes);
    this.#head = Buffer.concat([chunk.subarray(start, start + bytes), rest]);
  }

  #take(): string {
    const length = this.#endsInCr ? this.#length - 1 : this.#length;
    const line = textOfLine(this.#head, 0, Math.min(this.#head.length, length), length);
    this.#head = EMPTY;
    this.#length = 0;
    this.#endsInCr = false;
    return line;
  }
}

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
