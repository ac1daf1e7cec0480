import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../lib/clock.ts';
import { isAbsent } from '../../../lib/file-error.ts';
import { Limiter } from '../../../lib/limiter.ts';
import { isOutOfDescriptors } from '../../../lib/open-files.ts';
import { readFile } from '../../../lib/read-file.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';
import { fileNameOf, idOf } from './file-name.ts';
import { Freshness } from './freshness.ts';
import { compareIds } from './id-order.ts';
import { writeRecordFile } from './record-file.ts';
import { decodeRecord, encodeRecord } from './record-text.ts';

/** One record, split into its fields. Field n of QM is `fields[n - 1]`. */
export interface StoredRecord {
  readonly id: QmText;
  readonly text: QmText;
  readonly fields: readonly QmText[];
}

interface CachedRecord extends StoredRecord {
  /** What the file looked like when it was read: modification time in ms and size in bytes. */
  readonly stamp: string;
}

/** Records read from the disk at a time. */
const BATCH = 64;
/** Record files open at the same time, of all folders: more bring nothing, and a process may have few descriptors. */
const READS = new Limiter(8);
/** Where there is no descriptor left for a moment: tries, and ms between two. */
const MAX_READ_TRIES = 20;
const RETRY_INTERVAL_MS = 50;
/** Bytes of a record that is read: QM itself keeps far smaller ones. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** The records of one QM file (or of its dictionary): a folder of files, kept in memory. */
export class RecordFolder {
  readonly path: string;
  /** Counts the changes, so that what was derived from the records can tell that it is stale. */
  version = 0;
  readonly #accountFolder: string;
  readonly #clock: Clock;
  readonly #freshness = new Freshness();
  #records = new Map<QmText, CachedRecord>();
  #ordered: readonly StoredRecord[] | undefined;
  #sweeping: Promise<void> | undefined;
  /** Ids written since the sweep under way began: it may have looked at their files too early. */
  readonly #touched = new Set<QmText>();
  #writes: Promise<unknown> = Promise.resolve();

  constructor(accountFolder: string, path: string, clock: Clock) {
    this.#accountFolder = accountFolder;
    this.path = path;
    this.#clock = clock;
  }

  /** Looks at the folder again if the last look is too old. Rejects with ENOENT where the folder is gone. */
  refresh(): Promise<void> | undefined {
    if (this.#sweeping !== undefined) return this.#sweeping;
    if (!this.#freshness.isStale(this.#clock.monotonic())) return undefined;
    this.#sweeping = this.#sweep().finally(() => {
      this.#sweeping = undefined;
    });
    return this.#sweeping;
  }

  get(id: QmText): StoredRecord | undefined {
    return this.#records.get(id);
  }

  /** All records, in the order of their ids. */
  all(): readonly StoredRecord[] {
    this.#ordered ??= [...this.#records.values()].sort((a, b) => compareIds(a.id, b.id));
    return this.#ordered;
  }

  async write(id: QmText, text: QmText): Promise<void> {
    const path = join(this.path, fileNameOf(id));
    const bytes = encodeRecord(text);
    await this.#inTurn(async () => {
      await writeRecordFile(this.#accountFolder, path, bytes);
      this.#touched.add(id);
      this.#keep(id, text, await stampOf(path));
    });
  }

  async delete(id: QmText): Promise<void> {
    const path = join(this.path, fileNameOf(id));
    await this.#inTurn(async () => {
      await rm(path, { force: true });
      this.#touched.add(id);
      if (this.#records.delete(id)) this.#changed();
    });
  }

  /** Writes to a folder go one after the other, so that cache and disk end with the same text. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#writes.then(work, work);
    this.#writes = turn.catch(() => undefined);
    return turn;
  }

  async #sweep(): Promise<void> {
    const startedAt = this.#clock.monotonic();
    this.#touched.clear();
    const ids = new Map<QmText, string>();
    for (const entry of await readdir(this.path, { withFileTypes: true })) {
      const id = entry.isDirectory() ? undefined : idOf(entry.name);
      if (id !== undefined) ids.set(id, join(this.path, entry.name));
    }
    const entries = [...ids];
    for (let index = 0; index < entries.length; index += BATCH) {
      await Promise.all(entries.slice(index, index + BATCH).map(([id, path]) => this.#look(id, path)));
    }
    for (const id of [...this.#records.keys()]) {
      if (!ids.has(id) && !this.#touched.has(id)) {
        this.#records.delete(id);
        this.#changed();
      }
    }
    this.#freshness.checked(startedAt, this.#clock.monotonic());
  }

  async #look(id: QmText, path: string): Promise<void> {
    const stamp = await stampOf(path);
    if (stamp === undefined || this.#records.get(id)?.stamp === stamp) return;
    const bytes = await READS.run(() => recordBytes(path));
    if (bytes !== undefined && !this.#touched.has(id)) this.#keep(id, decodeRecord(bytes), stamp);
  }

  #keep(id: QmText, text: QmText, stamp: string | undefined): void {
    this.#records.set(id, { id, text, fields: text.split(MARK.field), stamp: stamp ?? '' });
    this.#changed();
  }

  #changed(): void {
    this.version += 1;
    this.#ordered = undefined;
  }
}

/** Undefined where it has just been deleted. A record that cannot be read is an error: without it answers would be wrong. */
async function recordBytes(path: string, tries = 1): Promise<QmText | undefined> {
  try {
    return (await readFile(path, MAX_RECORD_BYTES)).toString('latin1');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    if (isOutOfDescriptors(error) && tries < MAX_READ_TRIES) {
      await pause(RETRY_INTERVAL_MS);
      return recordBytes(path, tries + 1);
    }
    throw new AccountError('UNAVAILABLE', error instanceof Error ? error.message : String(error));
  }
}

async function stampOf(path: string): Promise<string | undefined> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() ? `${info.mtimeMs}:${info.size}:${info.ino}` : undefined;
}
