import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { replaceFile, syncFolder } from '../../lib/atomic-file.ts';
import { isAbsent } from '../../lib/file-error.ts';
import { LineSplitter } from '../../lib/line-splitter.ts';
import { ensurePrivateFolder } from '../../lib/private-file.ts';
import { readSmallFileSync } from '../../lib/read-file.ts';
import { tryParseJson } from '../../lib/text.ts';
import { MARK_FILE } from '../../listener/account/embedded/example-mark.ts';
import { idOf, isQmFileName } from '../../listener/account/embedded/file-name.ts';
import { MAX_RECORD_BYTES } from '../../listener/account/embedded/record-folder.ts';
import type { ArchiveEntry } from './archive-writer.ts';
import { BackupError } from './backup-error.ts';
import { fileChunks, jsonLines } from './chunks.ts';
import { ACCOUNT_ENTRIES } from './parts.ts';

/**
 * The embedded accounts of a home. A QM file is one entry, `accounts/HAL/DOCTOR.jsonl`, with a record a line: the name of
 * its file and its bytes, each as the character of that number. Its dictionary is `accounts/HAL/DOCTOR.DIC.jsonl`.
 */

const LINES = '.jsonl';
const MARK_ENTRY = 'example.json';
const MAX_MARK_BYTES = 1024 * 1024;
/** A byte is up to six characters of JSON. */
const MAX_LINE_BYTES = 6 * MAX_RECORD_BYTES + 1_024;
/** Written at once: each write waits for the disk. */
const MAX_CONCURRENT_WRITES = 16;

/** A record: file name and bytes. */
const LINE = z.tuple([z.string(), z.string()]);

export interface AccountEntry extends ArchiveEntry {
  /** How many records have been read by now; undefined if it is no QM file. */
  readonly records?: () => number;
}

/**
 * The entries of all accounts in a folder.
 *
 * @param onRecord called after each record that was read
 * @throws FileError, Node's file errors
 */
export async function* accountEntries(folder: string, onRecord: () => void): AsyncGenerator<AccountEntry> {
  for (const account of foldersIn(folder).filter(isQmFileName)) {
    const place = path.join(folder, account);
    const entry = (name: string): string => `${ACCOUNT_ENTRIES}${account}/${name}`;
    for (const file of foldersIn(place).filter(isRecordFolder)) {
      let records = 0;
      const read = function* () {
        for (const record of recordsIn(path.join(place, file))) {
          records += 1;
          onRecord();
          yield record;
        }
      };
      yield { name: entry(`${file}${LINES}`), content: jsonLines(read()), records: () => records };
    }
    if (readSmallFileSync(path.join(place, MARK_FILE), MAX_MARK_BYTES) !== undefined)
      yield { name: entry(MARK_ENTRY), content: fileChunks(path.join(place, MARK_FILE), MAX_MARK_BYTES) };
  }
}

function* recordsIn(folder: string): Generator<readonly [string, string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    // No link: an administrator would follow one that another user made.
    if (!entry.isFile() || idOf(name) === undefined) continue;
    // A record that was deleted meanwhile is none.
    const read = readSmallFileSync(path.join(folder, name), MAX_RECORD_BYTES);
    if (read !== undefined) yield [name, read.bytes.toString('latin1')];
  }
}

/** A QM file, or a dictionary. */
function isRecordFolder(name: string): boolean {
  return isQmFileName(name.replace(/\.DIC$/, ''));
}

function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Where an entry of an account goes. */
export interface AccountTarget {
  readonly account: string;
  /** Below the account's folder. */
  readonly name: string;
  readonly kind: 'records' | 'mark';
}

/** @throws BackupError if no account has such an entry */
export function accountTarget(entry: string): AccountTarget {
  const [account = '', name = '', ...more] = entry.slice(ACCOUNT_ENTRIES.length).split('/');
  if (isQmFileName(account) && more.length === 0) {
    if (name === MARK_ENTRY) return { account, name: MARK_FILE, kind: 'mark' };
    const file = name.slice(0, -LINES.length);
    if (name.endsWith(LINES) && isRecordFolder(file)) return { account, name: file, kind: 'records' };
  }
  throw new BackupError(`The backup has a file ${entry}, which no account has.`);
}

/** Reads the lines of an entry and checks each record. */
export class RecordLines {
  readonly #splitter = new LineSplitter(MAX_LINE_BYTES);
  readonly #entry: string;
  readonly #names = new Set<string>();
  readonly #isCaseSensitive: boolean;

  /** @param platform of the file system, which may ignore case */
  constructor(entry: string, platform: NodeJS.Platform = process.platform) {
    this.#entry = entry;
    this.#isCaseSensitive = platform !== 'win32' && platform !== 'darwin';
  }

  get count(): number {
    return this.#names.size;
  }

  /** The records that end in this chunk. @throws BackupError */
  push(chunk: Buffer): readonly (readonly [string, Buffer])[] {
    const records: (readonly [string, Buffer])[] = [];
    this.#splitter.push(chunk, (bytes, start, end, length) => {
      if (length > MAX_LINE_BYTES) throw this.#bad('a record that is too large');
      records.push(this.#record(bytes.toString('utf8', start, end)));
    });
    return records;
  }

  /** @throws BackupError if the last line is not complete */
  end(): void {
    if (this.#splitter.pending > 0) throw this.#bad('half a record');
  }

  #record(line: string): readonly [string, Buffer] {
    const { data } = LINE.safeParse(tryParseJson(line));
    const [name, text] = data ?? [];
    if (name === undefined || text === undefined || idOf(name) === undefined || /[^\0-\xff]/.test(text))
      throw this.#bad(`line ${this.count + 1}, which is no record`);
    const key = this.#isCaseSensitive ? name : name.toLowerCase();
    if (this.#names.has(key)) throw this.#bad(`the record ${name} twice, as this system names files`);
    this.#names.add(key);
    return [name, Buffer.from(text, 'latin1')];
  }

  #bad(what: string): BackupError {
    return new BackupError(`${this.#entry} in the backup has ${what}.`);
  }
}

/** Writes records into a folder, several at a time. @throws Node's file errors */
export class RecordWriter {
  readonly #folder: string;

  constructor(folder: string) {
    ensurePrivateFolder(folder);
    this.#folder = folder;
  }

  async write(records: readonly (readonly [string, Buffer])[]): Promise<void> {
    const left = records.values();
    const writeSome = async (): Promise<void> => {
      for (const [name, bytes] of left)
        await replaceFile(path.join(this.#folder, name), bytes, { syncsFolder: false });
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENT_WRITES }, writeSome));
  }

  end(): Promise<void> {
    return syncFolder(this.#folder);
  }
}
