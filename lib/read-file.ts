import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { errnoOf, FileError, isAbsent, toFileError } from './file-error.ts';
import { decodeText, formatByteSize } from './text.ts';

/**
 * Reads files of ours and those that settings name. Node's `readFile` waits for ever on a FIFO, reads a device until memory
 * is full, and accepts any size. These functions check the type first, open the file without blocking, and stop after
 * `maxBytes`.
 */

/** Maximum size of a configuration file, a key, a file in `run/` and the like: 1 MiB. */
const MAX_SETTINGS_BYTES = 1024 * 1024;

/** Does not block on a FIFO that replaced the file after the check. Windows has no such flag. */
export const OPEN_TO_READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const CHUNK_BYTES = 64 * 1024;

/** Reads a whole file. @throws FileError if it is missing, no regular file, or larger than `maxBytes` */
export function readFileSync(file: string, maxBytes = MAX_SETTINGS_BYTES): Buffer {
  try {
    assertReadable(file, statSync(file), maxBytes);
    const fd = openSync(file, OPEN_TO_READ);
    try {
      const stats = fstatSync(fd);
      assertReadable(file, stats, maxBytes);
      const buffer = new GrowingBuffer(file, stats.size, maxBytes);
      while (buffer.add(readSync(fd, buffer.room, 0, buffer.room.length, null)));
      return buffer.content();
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw toFileError(file, error);
  }
}

/**
 * Reads a small file and its stats with one `open`, for reading very many of them. Undefined if it is missing or no
 * regular file. @throws FileError
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
      const buffer = new GrowingBuffer(file, stats.size, maxBytes);
      while (buffer.add(readSync(fd, buffer.room, 0, buffer.room.length, null)));
      return { bytes: buffer.content(), stats };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const code = errnoOf(error);
    if (isAbsent(error) || code === 'EISDIR' || code === 'ENXIO') return undefined;
    throw toFileError(file, error);
  }
}

/** As `readFileSync`, without blocking the event loop. */
export async function readFile(file: string, maxBytes = MAX_SETTINGS_BYTES): Promise<Buffer> {
  try {
    assertReadable(file, await stat(file), maxBytes);
    const handle = await open(file, OPEN_TO_READ);
    try {
      const stats = await handle.stat();
      assertReadable(file, stats, maxBytes);
      const buffer = new GrowingBuffer(file, stats.size, maxBytes);
      while (buffer.add((await handle.read(buffer.room, 0, buffer.room.length, null)).bytesRead));
      return buffer.content();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toFileError(file, error);
  }
}

/** Reads a text file in any encoding that `decodeText` supports. @throws FileError */
export function readTextFileSync(file: string, maxBytes = MAX_SETTINGS_BYTES): string {
  return decodeText(readFileSync(file, maxBytes), file);
}

/** As `readTextFileSync`, without blocking the event loop. */
export async function readTextFile(file: string, maxBytes = MAX_SETTINGS_BYTES): Promise<string> {
  return decodeText(await readFile(file, maxBytes), file);
}

/** Opens a file of any size to read it in parts, without blocking on a FIFO. @throws FileError or Node's file errors */
export async function openToRead(file: string): Promise<FileHandle> {
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

/** The bytes from `from` up to `to`, fewer if the file has been truncated. */
export async function readRange(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}

/** Describes a path that is no folder; undefined for a regular file. */
function kindOfFile(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isFIFO()) return 'a named pipe (FIFO)';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

/** @throws FileError if a path is no regular file */
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

/** Collects a file's chunks: its reported size may be 0 (as in /proc), and it may grow while it is read. */
class GrowingBuffer {
  readonly #file: string;
  readonly #maxBytes: number;
  #buffer: Buffer;
  #length = 0;

  constructor(file: string, size: number, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    // One byte more than the size, so that a read of 0 bytes shows the end.
    this.#buffer = Buffer.allocUnsafe(size + 1);
  }

  /** The free part of the buffer, for the next bytes. */
  get room(): Buffer {
    if (this.#length === this.#buffer.length) {
      const larger = Buffer.allocUnsafe(this.#buffer.length * 2 + CHUNK_BYTES);
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

  content(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}
