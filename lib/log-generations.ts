import { type FileHandle, stat } from 'node:fs/promises';
import { errnoOf } from './file-error.ts';
import { openToRead } from './read-file.ts';

/** Identifies a file independently of its name, which rotation changes. */
export type FileId = string;

/** The path of a log file after some rotations: NAME, NAME.1, NAME.2 ... */
export function generation(path: string, number: number): string {
  return number === 0 ? path : `${path}.${number}`;
}

/** The id of a file; undefined if there is none. */
export async function idOf(file: string): Promise<FileId | undefined> {
  const found = await stat(file, { bigint: true }).catch(undefinedIfAbsent);
  return found && `${found.dev}:${found.ino}`;
}

/** The current generation of a file of the log; undefined if it was deleted. */
export async function generationOf(path: string, id: FileId): Promise<number | undefined> {
  // One generation may be missing for a moment during a rotation.
  for (let number = 0, gaps = 0; gaps < 2; number += 1) {
    const found = await idOf(generation(path, number));
    if (found === id) return number;
    gaps = found === undefined && number > 0 ? gaps + 1 : 0;
  }
  return undefined;
}

/**
 * Opens a generation if it still is the file with that id; undefined if it was rotated.
 *
 * @throws FileError if it is no regular file, or Node's file errors
 */
export async function openIf(file: string, id: FileId): Promise<FileHandle | undefined> {
  const handle = await openToRead(file).catch(undefinedIfAbsent);
  if (handle === undefined) return undefined;
  const { dev, ino } = await handle.stat({ bigint: true });
  if (`${dev}:${ino}` === id) return handle;
  await handle.close();
  return undefined;
}

function undefinedIfAbsent(error: unknown): undefined {
  if (errnoOf(error) === 'ENOENT') return undefined;
  throw error;
}
