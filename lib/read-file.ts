import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { formatByteSize } from './byte-size.ts';
import { errnoOf, FileError, isAbsent, toFileError } from './file-error.ts';

import { decodeText } from './text.ts';

/**
 * The one way to read a file of ours, or one that a setting names. Node's `readFile` waits for ever on a FIFO, reads a
 * device until the memory is full, and takes a file of any size. These look at what is there first, open it without
 * waiting, and stop behind `maxBytes`.
 */

/** Bytes that a configuration file, a key, a record of `run/` or another file written by hand may have: 1 MiB. */
const MAX_SETTINGS_BYTES = 1024 * 1024;

/** Does not wait for the other end of a FIFO that came between the look and the opening. Windows has no such flag. */
export const OPEN_TO_READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const PIECE_BYTES = 64 * 1024;

/** The whole file. @throws FileError where there is none, it is no regular file, or it has more than `maxBytes` */
export function readFileSync(file: string, maxBytes = MAX_SETTINGS_BYTES): Buffer {
  try {
    assertReadable(file, statSync(file), maxBytes);
    const fd = openSync(file, OPEN_TO_READ);
    try {
      const stats = fstatSync(fd);
      assertReadable(file, stats, maxBytes);
      const pieces = new Pieces(file, stats.size, maxBytes);
      while (pieces.add(readSync(fd, pieces.room, 0, pieces.room.length, null)));
      return pieces.whole();
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw toFileError(file, error);
  }
}

/**
 * A small file and what it looks like, with one opening: for reading very many, some at a time. Undefined where there
 * is none, or no regular file. @throws FileError
 */
export function readSmallFileSync(
  file: string,
  maxBytes: number,
): { readonly bytes: Buffer; readonly stats: Stats } | undefined {
  try {
    const fd = openSync(file, OPEN_TO_READ);
    try {
      const stats = fstatSync(fd);
      if (!stats.isFile()) return undefined;
      if (stats.size > maxBytes) throw tooLarge(file, maxBytes);
      const pieces = new Pieces(file, stats.size, maxBytes);
      while (pieces.add(readSync(fd, pieces.room, 0, pieces.room.length, null)));
      return { bytes: pieces.whole(), stats };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const code = errnoOf(error);
    if (isAbsent(error) || code === 'EISDIR' || code === 'ENXIO') return undefined;
    throw toFileError(file, error);
  }
}

/** As `readFileSync`, without keeping the event loop. */
export async function readFile(file: string, maxBytes = MAX_SETTINGS_BYTES): Promise<Buffer> {
  try {
    assertReadable(file, await stat(file), maxBytes);
    const handle = await open(file, OPEN_TO_READ);
    try {
      const stats = await handle.stat();
      assertReadable(file, stats, maxBytes);
      const pieces = new Pieces(file, stats.size, maxBytes);
      while (pieces.add((await handle.read(pieces.room, 0, pieces.room.length, null)).bytesRead));
      return pieces.whole();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toFileError(file, error);
  }
}

/** The characters of a file, whatever editor saved it (`decodeText`). @throws FileError */
export function readTextFileSync(file: string, maxBytes = MAX_SETTINGS_BYTES): string {
  return decodeText(readFileSync(file, maxBytes), file);
}

/** As `readTextFileSync`, without keeping the event loop. */
export async function readTextFile(file: string, maxBytes = MAX_SETTINGS_BYTES): Promise<string> {
  return decodeText(await readFile(file, maxBytes), file);
}

/** What a path is that is no folder; undefined for a regular file. */
function kindOfFile(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isFIFO()) return 'a named pipe (FIFO)';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

/** @throws FileError where a path is no regular file */
export function assertFile(file: string, stats: Stats): void {
  if (stats.isDirectory()) throw new FileError(file, 'EISDIR', 'it is a folder');
  const kind = kindOfFile(stats);
  if (kind !== undefined) throw new FileError(file, 'NOT_A_FILE', `it is ${kind}, not a file`);
}

function assertReadable(file: string, stats: Stats, maxBytes: number): void {
  assertFile(file, stats);
  if (stats.size > maxBytes) throw tooLarge(file, maxBytes);
}

function tooLarge(file: string, maxBytes: number): FileError {
  return new FileError(file, 'TOO_LARGE', `it is larger than the ${formatLimit(maxBytes)} allowed`);
}

function formatLimit(bytes: number): string {
  const size = formatByteSize(bytes);
  return size === String(bytes) ? `${bytes} bytes` : size;
}

/** Takes a file in pieces: its size may be 0 (as in /proc) or grow between the look and the reading. */
class Pieces {
  readonly #file: string;
  readonly #maxBytes: number;
  #buffer: Buffer;
  #length = 0;

  constructor(file: string, size: number, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    // One byte more than it has: reading none behind it shows the end.
    this.#buffer = Buffer.allocUnsafe(size + 1);
  }

  /** Where the next bytes go. */
  get room(): Buffer {
    if (this.#length === this.#buffer.length) {
      const larger = Buffer.allocUnsafe(this.#buffer.length * 2 + PIECE_BYTES);
      this.#buffer.copy(larger);
      this.#buffer = larger;
    }
    return this.#buffer.subarray(this.#length);
  }

  /** @returns whether there may be more */
  add(bytes: number): boolean {
    this.#length += bytes;
    if (this.#length > this.#maxBytes) throw tooLarge(this.#file, this.#maxBytes);
    return bytes > 0;
  }

  whole(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}
