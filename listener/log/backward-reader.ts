import type { FileHandle } from 'node:fs/promises';
import { BackwardLineSplitter } from '../../lib/line-splitter.ts';
import { type FileId, generation, generationOf, idOf, openIf, readRange } from '../../lib/log-generations.ts';

/** A position between two lines of a log, which stays valid when the file is renamed. */
export interface LogPosition {
  readonly id: FileId;
  /** Bytes from the file's start. */
  readonly offset: number;
}

const CHUNK = 64 * 1024;
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
