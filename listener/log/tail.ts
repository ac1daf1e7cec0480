import type { FileHandle } from 'node:fs/promises';
import { generation, generationOf, idOf, openIf, readRange } from '../../contract/log-generations.ts';
import { endOfLog, type LogPosition, linesBefore } from './history.ts';

const CHUNK = 64 * 1024;
const LINE_END = 0x0a;

/**
 * Follows a log through rotation and truncation. Between two looks at it, it may have been put aside as often as
 * files are kept. Nothing is held open between looks, so that the writer can rename the file on Windows too.
 */
export class LogTail {
  readonly #path: string;
  #at: LogPosition | undefined;

  /** @param path the log's current file, as `.../gateway.log` */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * The last lines, oldest first, at most `count` that `wanted` takes; undefined where there is no log. Lines
   * written later are `added`.
   */
  async last(count: number, wanted: (line: string) => boolean): Promise<readonly string[] | undefined> {
    this.#at = await endOfLog(this.#path);
    if (this.#at === undefined) return undefined;
    const lines: string[] = [];
    if (count === 0) return lines;
    for await (const line of linesBefore(this.#path, this.#at)) {
      if (wanted(line) && lines.push(line) === count) break;
    }
    return lines.reverse();
  }

  /** The whole lines written since the last look, oldest first; without `last`, from the file's beginning. */
  async *added(): AsyncGenerator<string> {
    for (;;) {
      const at = await this.#located();
      if (at === undefined) return;
      const file = await openIf(generation(this.#path, at.number), at.position.id);
      if (file === undefined) continue;
      try {
        yield* this.#read(file, at.position, at.number > 0);
      } finally {
        await file.close();
      }
      if (at.number === 0 || !(await this.#moveOn(at.number, at.position))) return;
    }
  }

  /** Where the file being read is now. One that is gone altogether is given up for the current one. */
  async #located(): Promise<{ readonly number: number; readonly position: LogPosition } | undefined> {
    const number = this.#at && (await generationOf(this.#path, this.#at.id));
    if (this.#at !== undefined && number !== undefined) return { number, position: this.#at };
    const id = await idOf(this.#path);
    if (id === undefined) return undefined;
    this.#at = { id, offset: 0 };
    return { number: 0, position: this.#at };
  }

  /** From a file put aside and read to its end to the next newer one; false while that one is being moved. */
  async #moveOn(number: number, from: LogPosition): Promise<boolean> {
    const newer = await idOf(generation(this.#path, number - 1));
    if (newer === undefined) return false;
    // Another rotation since: what was newer is now elsewhere. Look again.
    if ((await idOf(generation(this.#path, number))) === from.id) this.#at = { id: newer, offset: 0 };
    return true;
  }

  /** @param finished whether nobody adds to the file any more, so that a last line without an end is whole */
  async *#read(file: FileHandle, { id, offset }: LogPosition, finished: boolean): AsyncGenerator<string> {
    const { size } = await file.stat();
    let from = size < offset ? 0 : offset;
    this.#at = { id, offset: from };
    let rest: Buffer = Buffer.alloc(0);
    while (from + rest.length < size) {
      const start = from + rest.length;
      const chunk = await readRange(file, start, Math.min(size, start + CHUNK));
      if (chunk.length === 0) break;
      const bytes = Buffer.concat([rest, chunk]);
      const end = bytes.lastIndexOf(LINE_END) + 1;
      if (end > 0) yield* bytes.toString('utf8', 0, end - 1).split('\n');
      rest = bytes.subarray(end);
      from += end;
      this.#at = { id, offset: from };
    }
    if (!finished || rest.length === 0) return;
    this.#at = { id, offset: from + rest.length };
    yield rest.toString();
  }
}
