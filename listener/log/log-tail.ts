import type { FileHandle } from 'node:fs/promises';
import { BackwardLineSplitter, LineSplitter, type OnLine, textOfLine } from '../../lib/line-splitter.ts';
import { type FileId, generation, generationOf, idOf, openIf } from '../../lib/log-generations.ts';
import { readRange } from '../../lib/read-file.ts';

const CHUNK = 64 * 1024;

/**
 * Follows a log through rotation and truncation. Between two reads it may be rotated as often as files are kept. Lines
 * over 256 KiB are truncated. No file stays open between reads, so that the writer can rename it on Windows.
 */
export class LogTail {
  readonly #path: string;
  #at: LogPosition | undefined;
  /** Holds the incomplete line after `#at`. */
  readonly #splitter = new LineSplitter();

  /** @param path the current log file, for example `.../gateway.log` */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * The last `count` matching lines, oldest first; undefined if there is no log. `newLines` returns the lines after them.
   *
   * @param matches called with batches of lines, newest first; returns for each line whether it matches
   */
  async last(
    count: number,
    matches: (lines: readonly string[]) => Promise<readonly boolean[]>,
  ): Promise<readonly string[] | undefined> {
    this.#splitter.reset();
    this.#at = await endOfLog(this.#path);
    if (this.#at === undefined) return undefined;
    const lines: string[] = [];
    if (count === 0) return lines;
    for await (const batch of batches(linesBefore(this.#path, this.#at), count)) {
      const isMatch = await matches(batch);
      lines.push(...batch.filter((_, index) => isMatch[index]));
      if (lines.length >= count) break;
    }
    return lines.slice(0, count).reverse();
  }

  /** The complete lines since the last read, oldest first; without `last`, from the start of the file. */
  async *newLines(): AsyncGenerator<string> {
    for (;;) {
      const at = await this.#locate();
      if (at === undefined) return;
      const file = await openIf(generation(this.#path, at.number), at.position.id);
      if (file === undefined) continue;
      try {
        yield* this.#read(file, at.position, at.number > 0);
      } finally {
        await file.close();
      }
      if (at.number === 0 || !(await this.#advance(at.number, at.position))) return;
    }
  }

  /** Finds the file being read. If it no longer exists, continues with the current one. */
  async #locate(): Promise<{ readonly number: number; readonly position: LogPosition } | undefined> {
    const number = this.#at && (await generationOf(this.#path, this.#at.id));
    if (this.#at !== undefined && number !== undefined) return { number, position: this.#at };
    const id = await idOf(this.#path);
    if (id === undefined) return undefined;
    this.#splitter.reset();
    this.#at = { id, offset: 0 };
    return { number: 0, position: this.#at };
  }

  /** Advances from a rotated file to the next newer one; false while that one is being renamed. */
  async #advance(number: number, from: LogPosition): Promise<boolean> {
    const newer = await idOf(generation(this.#path, number - 1));
    if (newer === undefined) return false;
    // If another rotation has happened, the newer file has moved: retry.
    if ((await idOf(generation(this.#path, number))) === from.id) {
      this.#splitter.reset();
      this.#at = { id: newer, offset: 0 };
    }
    return true;
  }

  /** @param isComplete whether nobody adds to the file any more, so that a last line without an end is whole */
  async *#read(file: FileHandle, { id, offset }: LogPosition, isComplete: boolean): AsyncGenerator<string> {
    const { size } = await file.stat();
    if (size < offset + this.#splitter.pending) this.#splitter.reset();
    let from = size < offset ? 0 : offset;
    this.#at = { id, offset: from };
    const lines: string[] = [];
    const take: OnLine = (bytes, start, end, length) => lines.push(textOfLine(bytes, start, end, length));
    for (let at = from + this.#splitter.pending; at < size; ) {
      const chunk = await readRange(file, at, Math.min(size, at + CHUNK));
      if (chunk.length === 0) break;
      at += chunk.length;
      this.#splitter.push(chunk, take);
      from = at - this.#splitter.pending;
      this.#at = { id, offset: from };
      yield* lines.splice(0);
    }
    if (!isComplete || this.#splitter.pending === 0) return;
    this.#at = { id, offset: from + this.#splitter.pending };
    this.#splitter.flush(take);
    yield* lines;
  }
}

/** Batch limits of the filter, in lines and characters. */
const MAX_BATCH_LINES = 500;
const MAX_BATCH_LENGTH = 1024 * 1024;

async function* batches(lines: AsyncIterable<string>, maxLines: number): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let length = 0;
  for await (const line of lines) {
    batch.push(line);
    length += line.length;
    if (batch.length < Math.min(maxLines, MAX_BATCH_LINES) && length < MAX_BATCH_LENGTH) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

/** A position between two lines of a log, which stays valid when the file is renamed. */
interface LogPosition {
  readonly id: FileId;
  /** Bytes from the file's start. */
  readonly offset: number;
}

const LINE_END = 0x0a;

/** The position after the last complete line; undefined if there is no log. */
export async function endOfLog(path: string): Promise<LogPosition | undefined> {
  const id = await idOf(path);
  const file = id === undefined ? undefined : await openIf(path, id);
  if (id === undefined || file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    for (let to = size; to > 0; to -= CHUNK) {
      const from = Math.max(0, to - CHUNK);
      const found = (await readRange(file, from, to)).lastIndexOf(LINE_END);
      if (found !== -1) return { id, offset: from + found + 1 };
    }
    return { id, offset: 0 };
  } finally {
    await file.close();
  }
}

/** The lines before a position, newest first, including rotated files. Lines over 256 KiB are truncated. */
export async function* linesBefore(path: string, end: LogPosition): AsyncGenerator<string> {
  const number = await generationOf(path, end.id);
  if (number === undefined) return;
  const older: FileId[] = [];
  for (let next = number + 1; ; next += 1) {
    const id = await idOf(generation(path, next));
    if (id === undefined) break;
    older.push(id);
  }
  yield* linesOf(path, end.id, end.offset);
  for (const id of older) yield* linesOf(path, id);
}

/** The lines of one file, newest first, even if a rotation has renamed it. */
async function* linesOf(path: string, id: FileId, end?: number): AsyncGenerator<string> {
  const number = await generationOf(path, id);
  const file = number === undefined ? undefined : await openIf(generation(path, number), id);
  if (file === undefined) return;
  try {
    yield* backward(file, end ?? (await file.stat()).size);
  } finally {
    await file.close();
  }
}

async function* backward(file: FileHandle, end: number): AsyncGenerator<string> {
  const splitter = new BackwardLineSplitter();
  for (let to = end; to > 0; to -= CHUNK) {
    yield* splitter.push(await readRange(file, Math.max(0, to - CHUNK), to));
  }
  yield* splitter.flush();
}
