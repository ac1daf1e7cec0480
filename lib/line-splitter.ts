/** Bytes of a line that readers of logs keep and show: a listener's own lines have a few hundred, a question 32 KiB. */
const MAX_LINE_BYTES = 256 * 1024;

/**
 * Gets a line: `bytes` from `start` to `end` are its text, at most `maxBytes` of it. `length` is what the line has in
 * all, without its line end, so more than `end - start` where it was cut; `offset` where it begins, in bytes pushed.
 */
export type OnLine = (bytes: Buffer, start: number, end: number, length: number, offset: number) => void;

const LF = 0x0a;
const CR = 0x0d;
const EMPTY: Buffer = Buffer.alloc(0);

/**
 * Splits a stream of bytes into lines, each byte looked at once: a line of any length costs its length, and no more
 * than `maxBytes` of it is kept. LF ends a line; a CR before it belongs to the end.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #kept = 0;
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

  /** Bytes of the line that has no end yet. */
  get pending(): number {
    return this.#length;
  }

  /** Hands over the lines that end in this chunk. The chunk may be used again afterwards. */
  push(chunk: Buffer, onLine: OnLine): void {
    let from = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
      if (this.#length === 0) this.#whole(chunk, from, end, onLine);
      else {
        const offset = this.#position + from - this.#length;
        this.#hold(chunk, from, end);
        this.#end(onLine, offset);
      }
      from = end + 1;
    }
    this.#hold(chunk, from, chunk.length);
    this.#position += chunk.length;
  }

  /** Hands over a last line without an end, unless there is none. */
  flush(onLine: OnLine): void {
    if (this.#length > 0) this.#end(onLine, this.#position - this.#length);
  }

  #end(onLine: OnLine, offset: number): void {
    const bytes = Buffer.concat(this.#parts, this.#kept);
    const length = this.#endsInCr ? this.#length - 1 : this.#length;
    this.reset();
    onLine(bytes, 0, Math.min(bytes.length, length), length, offset);
  }

  /** Forgets the line that has no end yet. */
  reset(): void {
    this.#parts = [];
    this.#kept = 0;
    this.#length = 0;
    this.#endsInCr = false;
  }

  #whole(chunk: Buffer, start: number, end: number, onLine: OnLine): void {
    const textEnd = end > start && chunk[end - 1] === CR ? end - 1 : end;
    onLine(chunk, start, Math.min(textEnd, start + this.#maxBytes), textEnd - start, this.#position + start);
  }

  #hold(chunk: Buffer, start: number, end: number): void {
    if (end === start) return;
    this.#length += end - start;
    this.#endsInCr = chunk[end - 1] === CR;
    const room = Math.min(end - start, this.#maxBytes - this.#kept);
    if (room <= 0) return;
    this.#kept += room;
    // A copy: a part of a chunk would hold all of it. Many small parts become one, so that a byte costs a byte.
    this.#parts.push(Buffer.from(chunk.subarray(start, start + room)));
    if (this.#parts.length > MAX_PARTS) this.#parts = [Buffer.concat(this.#parts, this.#kept)];
  }
}

const MAX_PARTS = 64;

/** The text of a line, with what it had in all where it was cut. */
export function textOfLine(bytes: Buffer, start: number, end: number, length: number): string {
  const text = bytes.toString('utf8', start, end);
  return length > end - start
    ? `${text.replace(/\ufffd{1,3}$/, '')}… (cut: the line has ${length} bytes)`
    : text;
}

/** As `LineSplitter`, for bytes that are read from the end to the start: the newest line comes first. */
export class BackwardLineSplitter {
  readonly #maxBytes: number;
  /** The first bytes of the line whose start has not been seen. */
  #head: Buffer = EMPTY;
  #length = 0;
  /** Whether a line end stands behind what comes next. */
  #open = false;
  #endsInCr = false;

  constructor(maxBytes = MAX_LINE_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that begin in this chunk, which stands before the last one, newest first. */
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
