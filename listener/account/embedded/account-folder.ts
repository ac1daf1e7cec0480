import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../lib/clock.ts';
import { isAbsent } from '../../../lib/file-error.ts';
import { ensurePrivateFolder } from '../../../lib/private-file.ts';
import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';
import { isQmFileName } from './file-name.ts';
import { WRITING_FOLDER } from './record-file.ts';
import { Freshness, folderStamp, RecordFolder } from './record-folder.ts';

/** One QM file: its records and its dictionary. */
export interface QmFile {
  readonly name: string;
  readonly data: RecordFolder;
  readonly dictionary: RecordFolder;
}

/** The folder of an account: each QM file a folder, its dictionary a folder of the same name with `.DIC`. */
export class AccountFolder {
  readonly path: string;
  readonly #clock: Clock;
  readonly #freshness = new Freshness();
  readonly #files = new Map<string, QmFile>();

  constructor(path: string, clock: Clock) {
    this.path = path;
    this.#clock = clock;
  }

  /** The file of exactly this name, its records refreshed; undefined if there is none. */
  async file(name: string): Promise<QmFile | undefined> {
    if (this.#freshness.isStale(this.#clock.monotonic()) || !this.#files.has(name)) await this.#scan();
    const file = this.#files.get(name);
    if (file === undefined) return undefined;
    try {
      const refreshes = [file.data.refresh(), file.dictionary.refresh()].filter(
        (refresh) => refresh !== undefined,
      );
      if (refreshes.length > 0) await Promise.all(refreshes);
      return file;
    } catch (error) {
      if (!isAbsent(error)) throw error;
      this.#files.delete(name);
      return undefined;
    }
  }

  /** The names of all files, sorted. */
  async names(): Promise<readonly string[]> {
    await this.#scan();
    return [...this.#files.keys()].sort();
  }

  /** Differs from before once a record or an item of a dictionary came to some files, or went. */
  stampOf(names: readonly string[]): string {
    return names
      .flatMap((name) => [name, `${name}.DIC`])
      .map((name) => folderStamp(join(this.path, name)))
      .join(' ');
  }

  /** How many records the largest file has, counted without reading them. */
  async largest(): Promise<number> {
    const counts = (await this.names()).map(async (name) => {
      const entries = await readdir(join(this.path, name)).catch(() => []);
      return entries.length;
    });
    return Math.max(0, ...(await Promise.all(counts)));
  }

  /**
   * Creates a file and its dictionary with the item that QM's CREATE.FILE writes, `@ID`. A file that exists is not
   * changed. Rejects with BAD_ID for a name that cannot be a folder on every system.
   */
  async create(name: string): Promise<QmFile> {
    if (!isQmFileName(name)) throw new AccountError('BAD_ID', `"${name}" cannot be the name of a file`);
    ensurePrivateFolder(join(this.path, `${name}.DIC`));
    ensurePrivateFolder(join(this.path, name));
    await this.#scan();
    const file = await this.file(name);
    if (file === undefined) throw new AccountError('UNAVAILABLE', `the file ${name} could not be created`);
    if (file.dictionary.get('@ID') === undefined) await file.dictionary.write('@ID', idItem(name));
    return file;
  }

  /** Empties a file, or with `DICT F` its dictionary. The folder is moved away first, so a crash leaves all or nothing. */
  async empty(name: string): Promise<void> {
    const dictionaryOf = /^DICT (.*)$/.exec(name)?.[1];
    const folder = dictionaryOf === undefined ? name : `${dictionaryOf}.DIC`;
    const trash = join(this.path, WRITING_FOLDER, `${folder}-${process.pid}`);
    ensurePrivateFolder(join(this.path, WRITING_FOLDER));
    await rm(trash, { recursive: true, force: true });
    await rename(join(this.path, folder), trash);
    ensurePrivateFolder(join(this.path, folder));
    this.#files.delete(dictionaryOf ?? name);
    await rm(trash, { recursive: true, force: true });
    if (dictionaryOf !== undefined) await this.create(dictionaryOf);
  }

  async #scan(): Promise<void> {
    const startedAt = this.#clock.monotonic();
    const entries = await readdir(this.path, { withFileTypes: true });
    const folders = new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
    for (const name of folders) {
      if (!isQmFileName(name) || !folders.has(`${name}.DIC`) || this.#files.has(name)) continue;
      this.#files.set(name, {
        name,
        data: new RecordFolder(this.path, join(this.path, name), this.#clock),
        dictionary: new RecordFolder(this.path, join(this.path, `${name}.DIC`), this.#clock),
      });
    }
    for (const name of this.#files.keys()) if (!folders.has(name)) this.#files.delete(name);
    this.#freshness.checked(startedAt, this.#clock.monotonic());
  }
}

/** The dictionary item that QM creates for a file's id. */
export function idItem(fileName: string): QmText {
  return ['D', '0', '', fileName, '10L', 'S'].join('\u00fe');
}
