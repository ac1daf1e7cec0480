import { createHash } from 'node:crypto';
import { Zip, ZipDeflate } from 'fflate';
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

export interface ArchiveEntry {
  readonly name: string;
  readonly content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** What a reader compares an entry with. */
export interface EntrySum {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The bytes of a backup, as the entries arrive: no more than a piece of one is in memory.
 *
 * @param manifest the last entry, made of the sums of all others
 * @throws BackupError if it is too large, or what the entries throw
 */
export async function* writeArchive(
  entries: AsyncIterable<ArchiveEntry>,
  manifest: (sums: readonly EntrySum[]) => ArchiveEntry,
): AsyncGenerator<Uint8Array, void, void> {
  const output = new ZipOutput();
  const sums: EntrySum[] = [];
  for await (const entry of entries) {
    if (sums.length >= MAX_ENTRIES)
      throw new BackupError(`There are more than ${MAX_ENTRIES} files, which a backup cannot hold.`);
    sums.push(yield* output.add(entry));
  }
  yield* output.add(manifest(sums));
  yield* output.end();
}

class ZipOutput {
  readonly #hash = createHash('sha256');
  readonly #zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    this.#chunks.push(chunk);
  });
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  async *add({ name, content }: ArchiveEntry): AsyncGenerator<Uint8Array, EntrySum, void> {
    if (!isEntryName(name)) throw new BackupError(`${JSON.stringify(name)} cannot be the name of an entry.`);
    const hash = createHash('sha256');
    let bytes = 0;
    const file = new ZipDeflate(name, { level: 6 });
    this.#zip.add(file);
    for await (const piece of content) {
      hash.update(piece);
      bytes += piece.length;
      file.push(piece);
      yield* this.#drain();
    }
    file.push(new Uint8Array(0), true);
    yield* this.#drain();
    return { name, bytes, sha256: hash.digest('hex') };
  }

  *end(): Generator<Uint8Array, void, void> {
    this.#zip.end();
    const directory = Buffer.concat(this.#chunks);
    this.#chunks = [];
    directory.writeUInt16LE(COMMENT_LENGTH, directory.length - END_LENGTH + COMMENT_LENGTH_OFFSET);
    this.#hash.update(directory);
    this.#count(directory.length + COMMENT_LENGTH);
    yield directory;
    yield commentOf(this.#hash.digest('hex'));
  }

  *#drain(): Generator<Uint8Array, void, void> {
    const chunks = this.#chunks;
    this.#chunks = [];
    for (const chunk of chunks) {
      this.#hash.update(chunk);
      this.#count(chunk.length);
      yield chunk;
    }
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > MAX_ARCHIVE_BYTES)
      throw new BackupError('The backup would be larger than the 4 GiB that a zip file can hold.');
  }
}
