import { type FileHandle, open, stat } from 'node:fs/promises';
import { errnoOf } from './file-error.ts';
import { assertFile, OPEN_TO_READ } from './read-file.ts';

/** A file whatever it is called: rotation renames it, this stays. */
export type FileId = string;

/** Where a log's file is after so many rotations: NAME, NAME.1, NAME.2 ... */
export function generation(path: string, number: number): string {
  return number === 0 ? path : `${path}.${number}`;
}

/** Undefined where there is no such file. */
export async function idOf(file: string): Promise<FileId | undefined> {
  const found = await stat(file, { bigint: true }).catch(unlessAbsent);
  return found && `${found.dev}:${found.ino}`;
}

/** Which generation of the log a file is now; undefined where it is none any more. */
export async function generationOf(path: string, id: FileId): Promise<number | undefined> {
  // One generation may be missing for a moment, while a rotation moves the next one there.
  for (let number = 0, gaps = 0; gaps < 2; number += 1) {
    const found = await idOf(generation(path, number));
    if (found === id) return number;
    gaps = found === undefined && number > 0 ? gaps + 1 : 0;
  }
  return undefined;
}

/**
 * Opens a generation if it still is the file meant; undefined where a rotation came between.
 *
 * @throws FileError where it is no regular file, or Node's file errors
 */
export async function openIf(file: string, id: FileId): Promise<FileHandle | undefined> {
  const handle = await openLog(file).catch(unlessAbsent);
  if (handle === undefined) return undefined;
  const { dev, ino } = await handle.stat({ bigint: true });
  if (`${dev}:${ino}` === id) return handle;
  await handle.close();
  return undefined;
}

/** Opens a log of any size, without waiting where somebody put a FIFO in its place. @throws FileError or Node's */
export async function openLog(file: string): Promise<FileHandle> {
  assertFile(file, await stat(file));
  const handle = await open(file, OPEN_TO_READ);
  try {
    assertFile(file, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The bytes from `from` up to `to`, fewer where the file has become shorter. */
export async function readRange(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}

function unlessAbsent(error: unknown): undefined {
  if (errnoOf(error) === 'ENOENT') return undefined;
  throw error;
}
