import type { FileHandle } from 'node:fs/promises';
import {
  type FileId,
  generation,
  generationOf,
  idOf,
  openIf,
  readRange,
} from '../../contract/log-generations.ts';

/** A place in a log between two lines, which stays true when the file is renamed. */
export interface LogPosition {
  readonly id: FileId;
  /** Bytes from the file's start. */
  readonly offset: number;
}

const CHUNK = 64 * 1024;
const LINE_END = 0x0a;

/** The place behind the last whole line; undefined where there is no log. */
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

/** The lines before a place, newest first, through the files put aside. */
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

/** The lines of one file, newest first, wherever a rotation has moved it. */
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
  let rest: Buffer = Buffer.alloc(0);
  for (let to = end; to > 0; to -= CHUNK) {
    const from = Math.max(0, to - CHUNK);
    const bytes = Buffer.concat([await readRange(file, from, to), rest]);
    // What stands before the first line end may begin further up.
    const begin = from === 0 ? 0 : bytes.indexOf(LINE_END) + 1;
    const whole = from === 0 || begin > 0;
    rest = whole ? bytes.subarray(0, begin) : bytes;
    if (!whole || begin === bytes.length) continue;
    const lines = bytes.toString('utf8', begin).split('\n');
    if (lines.at(-1) === '') lines.pop();
    yield* lines.reverse();
  }
}
