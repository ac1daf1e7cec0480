import { type Stats, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { syncFolder } from '../../../lib/atomic-file.ts';
import type { Clock } from '../../../lib/clock.ts';
import { isOutOfDescriptors } from '../../../lib/open-files.ts';
import { readSmallFileSync } from '../../../lib/read-file.ts';
import { inSlices, type Sliceable, sort } from '../../../lib/slices.ts';
import { AccountError } from '../errors.ts';
import { compareIds } from '../id-order.ts';
import { MARK, type QmText } from '../text.ts';
import { fileNameOf, idOf } from './file-name.ts';
import { decodeRecord, encodeRecord, writeRecordFile, writingFolder } from './record-file.ts';

/** A scan of a folder is valid for at least this long. */
const MIN_FRESH_MS = 250;
/** A scan is valid for this many times its duration, so that large folders are not scanned all the time. */
const COST_FACTOR = 20;

/** Tracks when a cached folder must be scanned again, so that records edited by hand are noticed. */
export class Freshness {
  #checkedAt = Number.NEGATIVE_INFINITY;
  #cost = 0;

  /** @param now monotonic milliseconds */
  isStale(now: number): boolean {
    return now - this.#checkedAt > Math.max(MIN_FRESH_MS, COST_FACTOR * this.#cost);
  }

  checked(startedAt: number, endedAt: number): void {
    this.#checkedAt = endedAt;
    this.#cost = endedAt - startedAt;
  }
}

/** One record, split into its fields. Field n of QM is `fields[n - 1]`. */
export interface StoredRecord {
  readonly id: QmText;
  readonly text: QmText;
  readonly fields: readonly QmText[];
}

interface CachedRecord extends StoredRecord {
  /** Modification time in ms, size in bytes and inode of the file when it was read. */
  readonly stamp: string;
}

/** A folder with more records is scanned in the background, without a query waiting for it. */
const MAX_AWAITED_RECORDS = 2_000;
/** Records written at a time: each needs descriptors, which may be scarce. */
const MAX_CONCURRENT_WRITES = 8;
/** Up to this many changed records are inserted one by one into the sorted list; beyond that it is sorted again. */
const MAX_INSERTED = 200;
/** Attempts to read a file while the process is out of descriptors, and the time between two. */
const MAX_READ_TRIES = 20;
const RETRY_INTERVAL_MS = 50;
/** The largest record that is read; those of QM are far smaller. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/**
 * The records of one QM file (or of its dictionary): a folder of files, cached in memory. A large folder is scanned in
 * slices, so that only the first query waits for it.
 */
export class RecordFolder {
  readonly path: string;
  /** Counts changes, so that anything derived from the records can detect that it is stale. */
  version = 0;
  readonly #accountFolder: string;
  readonly #clock: Clock;
  readonly #freshness = new Freshness();
  readonly #folderFreshness = new Freshness();
  readonly #records = new Map<QmText, CachedRecord>();
  /** Sorted by id; undefined if it must be sorted again. Never modified, only replaced. */
  #ordered: readonly StoredRecord[] | undefined;
  /** Ids that changed since `#ordered` was last updated. */
  readonly #moved = new Set<QmText>();
  #scanning: Promise<void> | undefined;
  #isKnown = false;
  /** The folder's own stamp at the last scan: it changes when a file is added, removed or replaced. */
  #folderStamp = '';
  #failure: unknown;
  /** Ids written since the current scan began, which may have read their files too early. */
  readonly #touched = new Set<QmText>();
  #writes: Promise<unknown> = Promise.resolve();

  constructor(accountFolder: string, path: string, clock: Clock) {
    this.#accountFolder = accountFolder;
    this.path = path;
    this.#clock = clock;
  }

  /**
   * Scans the folder again if the last scan is too old. For a large folder only added, removed or replaced files are
   * waited for; a file changed in place is noticed a little later. Rejects with ENOENT if the folder is gone.
   */
  refresh(): Promise<void> | undefined {
    const isLarge = this.#isKnown && this.#records.size > MAX_AWAITED_RECORDS;
    if (this.#failure !== undefined) {
      const failure = this.#failure;
      this.#failure = undefined;
      return Promise.reject(failure);
    }
    const now = this.#clock.monotonic();
    if (isLarge && this.#folderFreshness.isStale(now)) {
      this.#folderFreshness.checked(now, now);
      if (folderStamp(this.path) !== this.#folderStamp) return this.#scan();
    }
    if (this.#scanning !== undefined) return isLarge ? undefined : this.#scanning;
    if (!this.#freshness.isStale(now)) return undefined;
    const scan = this.#scan();
    if (!isLarge) return scan;
    scan.catch((error: unknown) => {
      this.#failure = error;
    });
    return undefined;
  }

  get(id: QmText): StoredRecord | undefined {
    return this.#records.get(id);
  }

  /** All records, sorted by id. */
  all(): readonly StoredRecord[] {
    if (this.#ordered === undefined || this.#moved.size > MAX_INSERTED) {
      this.#ordered = [...this.#records.values()].sort(byId);
    } else {
      for (const id of this.#moved) this.#ordered = withRecord(this.#ordered, id, this.#records.get(id));
    }
    this.#moved.clear();
    return this.#ordered;
  }

  async write(id: QmText, text: QmText): Promise<void> {
    await this.#inTurn(() => this.#write(id, text, true));
  }

  /**
   * Writes many records, several at a time; the folder is synced once, at the end.
   *
   * @param onWritten called after each
   */
  async writeAll(records: ReadonlyMap<QmText, QmText>, onWritten: () => void = () => {}): Promise<void> {
    await this.#inTurn(async () => {
      writingFolder(this.#accountFolder);
      const entries = records.entries();
      const writeSome = async () => {
        for (const [id, text] of entries) {
          await this.#write(id, text, false);
          onWritten();
        }
      };
      await Promise.all(Array.from({ length: MAX_CONCURRENT_WRITES }, writeSome));
      await syncFolder(this.path);
    });
  }

  async #write(id: QmText, text: QmText, syncsFolder: boolean): Promise<void> {
    const path = join(this.path, fileNameOf(id));
    await writeRecordFile(this.#accountFolder, path, encodeRecord(text), syncsFolder);
    this.#touched.add(id);
    this.#set(id, text, stampNow(path));
  }

  async delete(id: QmText): Promise<void> {
    const path = join(this.path, fileNameOf(id));
    await this.#inTurn(async () => {
      await rm(path, { force: true });
      this.#touched.add(id);
      if (this.#records.has(id)) this.#remove(id);
    });
  }

  /** Runs writes to a folder one after the other, so that cache and disk end with the same text. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const ownWork = async () => {
      const isUpToDate = folderStamp(this.path) === this.#folderStamp;
      await work();
      // Our own writes are no reason to scan a large folder.
      if (isUpToDate) this.#folderStamp = folderStamp(this.path);
    };
    const turn = this.#writes.then(ownWork, ownWork);
    this.#writes = turn.catch(() => undefined);
    return turn;
  }

  #scan(): Promise<void> {
    this.#scanning ??= this.#runScan().finally(() => {
      this.#scanning = undefined;
    });
    return this.#scanning;
  }

  async #runScan(): Promise<void> {
    const startedAt = this.#clock.monotonic();
    this.#touched.clear();
    const stamp = folderStamp(this.path);
    const names = await readdir(this.path);
    await inSlices(this.#removingMissing(await this.#read(names)));
    if (this.#ordered === undefined || this.#moved.size > MAX_INSERTED) await this.#sort();
    this.#folderStamp = stamp;
    this.#isKnown = true;
    this.#freshness.checked(startedAt, this.#clock.monotonic());
  }

  async #sort(): Promise<void> {
    const { version } = this;
    const ordered = await inSlices(sort([...this.#records.values()], byId));
    // Records were written meanwhile: the next call of `all` sorts them.
    if (version !== this.version) return;
    this.#ordered = ordered;
    this.#moved.clear();
  }

  /** Reads the files, again while the process is out of descriptors. @returns the ids of these names */
  async #read(names: readonly string[]): Promise<ReadonlySet<QmText>> {
    const ids = new Set<QmText>();
    let left = names;
    for (let tries = 1; left.length > 0; tries += 1) {
      left = await inSlices(this.#reading(left, ids, tries < MAX_READ_TRIES));
      if (left.length > 0) await pause(RETRY_INTERVAL_MS);
    }
    return ids;
  }

  /** Reads new and changed files. @returns the names of files that could not be opened now */
  *#reading(names: readonly string[], ids: Set<QmText>, mayWait: boolean): Sliceable<readonly string[]> {
    const unread: string[] = [];
    for (const name of names) {
      const id = idOf(name);
      if (id === undefined) continue;
      ids.add(id);
      try {
        this.#readIfChanged(id, `${this.path}${sep}${name}`);
      } catch (error) {
        if (!mayWait || !isOutOfDescriptors(error)) {
          throw new AccountError('UNAVAILABLE', error instanceof Error ? error.message : String(error));
        }
        unread.push(name);
      }
      yield;
    }
    return unread;
  }

  *#removingMissing(present: ReadonlySet<QmText>): Sliceable<void> {
    for (const id of [...this.#records.keys()]) {
      if (!present.has(id) && !this.#touched.has(id)) this.#remove(id);
      yield;
    }
  }

  /** Reads a file if its stamp has changed. An unreadable record is an error: answers would be wrong. @throws FileError */
  #readIfChanged(id: QmText, path: string): void {
    const known = this.#records.get(id);
    if (known !== undefined && known.stamp === stampNow(path)) return;
    const read = readSmallFileSync(path, MAX_RECORD_BYTES);
    if (read !== undefined) this.#set(id, decodeRecord(read.bytes.toString('latin1')), stampText(read.stats));
    else if (known !== undefined && !this.#touched.has(id)) this.#remove(id);
  }

  #set(id: QmText, text: QmText, stamp: string | undefined): void {
    this.#records.set(id, { id, text, fields: text.split(MARK.field), stamp: stamp ?? '' });
    this.#onChanged(id);
  }

  #remove(id: QmText): void {
    this.#records.delete(id);
    this.#onChanged(id);
  }

  #onChanged(id: QmText): void {
    this.version += 1;
    if (this.#ordered !== undefined) this.#moved.add(id);
  }
}

function byId(a: StoredRecord, b: StoredRecord): number {
  return compareIds(a.id, b.id);
}

/** The sorted records with one of them inserted, replaced or, if it is undefined, removed. */
function withRecord(
  ordered: readonly StoredRecord[],
  id: QmText,
  record: StoredRecord | undefined,
): readonly StoredRecord[] {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareIds(ordered[middle]?.id ?? '', id) < 0) low = middle + 1;
    else high = middle;
  }
  const isThere = ordered[low]?.id === id;
  return ordered.toSpliced(low, isThere ? 1 : 0, ...(record === undefined ? [] : [record]));
}

/** Differs from before once an entry of a folder came or went; empty where there is none. */
export function folderStamp(path: string): string {
  const info = statSync(path, { throwIfNoEntry: false });
  return info === undefined ? '' : `${info.mtimeMs}:${info.ino}`;
}

function stampNow(path: string): string | undefined {
  const info = statSync(path, { throwIfNoEntry: false });
  return info?.isFile() ? stampText(info) : undefined;
}

function stampText({ mtimeMs, size, ino }: Stats): string {
  return `${mtimeMs}:${size}:${ino}`;
}
