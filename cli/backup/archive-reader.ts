import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { openToRead, readRange } from '../../lib/read-file.ts';
import {
  COMMENT_LENGTH,
  COMMENT_LENGTH_OFFSET,
  commentOf,
  END_LENGTH,
  isEntryName,
  MAX_ARCHIVE_BYTES,
  MAX_ENTRIES,
} from './archive-format.ts';
import { BackupError } from './backup-error.ts';

/** Bytes read at once. */
const CHUNK_BYTES = 256 * 1024;
/** Signatures and lengths of a zip's records (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). */
const LOCAL = { signature: 0x04034b50, length: 30 } as const;
const CENTRAL = { signature: 0x02014b50, length: 46 } as const;
const END_SIGNATURE = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly compressedBytes: number;
  readonly offset: number;
}

export interface ExtractOptions {
  /** More is refused, however small the entry is while it is compressed. */
  readonly maxBytes: number;
  onChunk(chunk: Buffer): void | Promise<void>;
}

/** A backup whose every byte was found to be as it was written. */
export class Archive {
  readonly #file: FileHandle;
  readonly #entries: ReadonlyMap<string, Entry>;
  /** Where the entries end. */
  readonly #end: number;

  /**
   * Opens a backup and reads it once to compare its digest.
   *
   * @param onProgress bytes that were read, and all bytes
   * @throws BackupError if it is no backup, or a byte of it has changed; FileError, Node's file errors
   */
  static async open(path: string, onProgress?: (bytes: number, all: number) => void): Promise<Archive> {
    const file = await openToRead(path);
    try {
      const { size } = await file.stat();
      const closing = END_LENGTH + COMMENT_LENGTH;
      if (size < closing || size > MAX_ARCHIVE_BYTES) throw noBackup(path);
      const end = await readExactly(file, size - closing, size);
      const isZip =
        end.readUInt32LE(0) === END_SIGNATURE && end.readUInt16LE(COMMENT_LENGTH_OFFSET) === COMMENT_LENGTH;
      const digest = await digestOf(file, size - COMMENT_LENGTH, onProgress);
      if (!end.subarray(END_LENGTH).equals(commentOf(digest))) {
        throw isZip || end.subarray(END_LENGTH).includes('hal-listener') ? damaged(path) : noBackup(path);
      }
      return new Archive(file, await readDirectory(file, end, size - closing), size - closing);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private constructor(file: FileHandle, entries: ReadonlyMap<string, Entry>, end: number) {
    this.#file = file;
    this.#entries = entries;
    this.#end = end;
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /**
   * Reads an entry, a piece at a time.
   *
   * @returns its length and digest
   * @throws BackupError if it is missing, larger than `maxBytes` or damaged, and what `onChunk` throws
   */
  async extract(
    name: string,
    { maxBytes, onChunk }: ExtractOptions,
  ): Promise<{ readonly bytes: number; readonly sha256: string }> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new BackupError(`The backup has no ${name}.`);
    const hash = createHash('sha256');
    let bytes = 0;
    const take = async (chunk: Buffer): Promise<void> => {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new BackupError(`${name} in the backup is larger than it may be.`);
      hash.update(chunk);
      await onChunk(chunk);
    };
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => void take(chunk).then(() => done(), done),
    });
    const source = Readable.from(this.#compressed(name, entry), { objectMode: false });
    try {
      await (entry.method === STORED ? pipeline(source, sink) : pipeline(source, createInflateRaw(), sink));
    } catch (error) {
      const isDamaged = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
      throw isDamaged ? new BackupError(`${name} in the backup is damaged.`, { cause: error }) : error;
    }
    return { bytes, sha256: hash.digest('hex') };
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async *#compressed(name: string, { offset, compressedBytes }: Entry): AsyncGenerator<Buffer> {
    const head = await readExactly(this.#file, offset, offset + LOCAL.length);
    const start = offset + LOCAL.length + head.readUInt16LE(26) + head.readUInt16LE(28);
    const end = start + compressedBytes;
    if (head.readUInt32LE(0) !== LOCAL.signature || end > this.#end)
      throw new BackupError(`${name} in the backup is damaged.`);
    for (let at = start; at < end; at += CHUNK_BYTES)
      yield readExactly(this.#file, at, Math.min(end, at + CHUNK_BYTES));
  }
}

async function digestOf(
  file: FileHandle,
  length: number,
  onProgress: ((bytes: number, all: number) => void) | undefined,
): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < length; at += CHUNK_BYTES) {
    hash.update(await readExactly(file, at, Math.min(length, at + CHUNK_BYTES)));
    onProgress?.(at, length);
  }
  return hash.digest('hex');
}

/** @param closing the last record of the zip, with its comment @param end where that record begins */
async function readDirectory(
  file: FileHandle,
  closing: Buffer,
  end: number,
): Promise<ReadonlyMap<string, Entry>> {
  const count = closing.readUInt16LE(10);
  const bytes = closing.readUInt32LE(12);
  const start = closing.readUInt32LE(16);
  if (count > MAX_ENTRIES || start + bytes !== end || bytes > count * (CENTRAL.length + 512))
    throw new BackupError('The list of files in the backup is damaged.');
  const directory = await readExactly(file, start, end);
  const entries = new Map<string, Entry>();
  for (let at = 0, number = 0; number < count; number += 1) {
    const { name, entry, next } = readEntry(directory, at);
    if (!isEntryName(name) || entries.has(name))
      throw new BackupError(`The backup has a file ${JSON.stringify(name)}, which no backup has.`);
    entries.set(name, entry);
    at = next;
  }
  return entries;
}

function readEntry(directory: Buffer, at: number) {
  const isComplete = at + CENTRAL.length <= directory.length;
  if (!isComplete || directory.readUInt32LE(at) !== CENTRAL.signature)
    throw new BackupError('The list of files in the backup is damaged.');
  const method = directory.readUInt16LE(at + 10);
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
    directory.readUInt16LE(at + field),
  ) as [number, number, number];
  const name = directory.toString('utf8', at + CENTRAL.length, at + CENTRAL.length + nameLength);
  if (method !== STORED && method !== DEFLATED)
    throw new BackupError(`${JSON.stringify(name)} in the backup is packed in an unknown way.`);
  const entry = {
    method,
    compressedBytes: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
  return { name, entry, next: at + CENTRAL.length + nameLength + extraLength + commentLength };
}

/** @throws BackupError if the file is shorter */
async function readExactly(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = await readRange(file, from, to);
  if (bytes.length !== to - from) throw new BackupError('The backup is shorter than it says.');
  return bytes;
}

function noBackup(path: string): BackupError {
  return new BackupError(
    `${path} is no backup: a file that "hal-listener backup" wrote ends with a mark that this one lacks. If it was one, it is incomplete.`,
  );
}

function damaged(path: string): BackupError {
  return new BackupError(`${path} is damaged: it is not as it was written. Use another backup.`);
}
