import { type Stats, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { syncFolder } from '../../../lib/atomic-file.ts';
import type { Clock } from '../../../lib/clock.ts';
import { isOutOfDescriptors } from '../../../lib/open-files.ts';
import { readSmallFileSync } from '../../../lib/read-file.ts';
import { inSlices, type Sliceable, sorting } from '../../../lib/slices.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';
import { fileNameOf, idOf } from './file-name.ts';
import { decodeRecord, encodeRecord, writeRecordFile, writingFolder } from './record-file.ts';

/** Milliseconds a look at a folder is good for at least. */
const SHORTEST = 250;
/** A look is good for this many times what it cost, so that big folders stay cheap. */
const COST_FACTOR = 20;

/** When a cached folder must be looked at again, so that records edited by hand are seen. */
export class Freshness {
  #checkedAt = Number.NEGATIVE_INFINITY;
  #cost = 0;

  /** @param now milliseconds on a clock that is never set */
  isStale(now: number): boolean {
    return now - this.#checkedAt > Math.max(SHORTEST, COST_FACTOR * this.#cost);
  }

  checked(startedAt: number, endedAt: number): void {
    this.#checkedAt = endedAt;
    this.#cost = endedAt - startedAt;
  }
}

/**
 * The order in which the embedded account keeps the ids of a file: as people count, `M2` before `M10`. QM's own
 * order is that of its hash groups, so no client may rely on either. Compares runs of digits as numbers and what
 * stands between them byte by byte; without expressions, for a large file compares its ids millions of times.
 */
export function compareIds(a: QmText, b: QmText): number {
  const shared = Math.min(a.length, b.length);
  let at = 0;
  while (at < shared && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === shared && a.length === b.length) return 0;
  // The runs that differ: from where the one they share began.
  const inDigits = at > 0 && isDigitAt(a, at - 1);
  const [leftDigit, rightDigit] = [isDigitAt(a, at), isDigitAt(b, at)];
  if (inDigits || (leftDigit && rightDigit)) {
    let start = at;
    while (start > 0 && isDigitAt(a, start - 1)) start -= 1;
    const left = a.slice(start, endOfDigits(a, at));
    const right = b.slice(start, endOfDigits(b, at));
    const difference = left === right ? 0 : Number(left) - Number(right);
    if (difference !== 0) return difference;
    if (left !== right) return left < right ? -1 : 1;
  } else if (at > 0 && leftDigit !== rightDigit) {
    // One run of other characters ends here, the other goes on.
    return at === b.length || (rightDigit && at < a.length) ? 1 : -1;
  }
  return a < b ? -1 : 1;
}

function isDigitAt(text: QmText, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function endOfDigits(text: QmText, from: number): number {
  let end = from;
  while (isDigitAt(text, end)) end += 1;
  return end;
}

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

/** A folder of more records is not looked through while somebody waits, but beside. */
const MAX_AWAITED_RECORDS = 2_000;
/** Records written at a time: each takes descriptors, and a process may have few. */
const WRITES = 8;
/** So many changes are put into their place one by one; more are sorted anew. */
const MAX_PLACED = 200;
/** Where there is no descriptor left for a moment: tries, and ms between two. */
const MAX_READ_TRIES = 20;
const RETRY_INTERVAL_MS = 50;
/** Bytes of a record that is read: QM itself keeps far smaller ones. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/**
 * The records of one QM file (or of its dictionary): a folder of files, kept in memory. A large folder is read and
 * looked through in slices, so that nobody waits for it but who asked first.
 */
export class RecordFolder {
  readonly path: string;
  /** Counts the changes, so that what was derived from the records can tell that it is stale. */
  version = 0;
  readonly #accountFolder: string;
  readonly #clock: Clock;
  readonly #freshness = new Freshness();
  readonly #folderLook = new Freshness();
  readonly #records = new Map<QmText, CachedRecord>();
  /** In the order of their ids; undefined where they are to be sorted anew. Never changed, only replaced. */
  #ordered: readonly StoredRecord[] | undefined;
  /** Ids whose place in `#ordered` is still the old one. */
  readonly #moved = new Set<QmText>();
  #sweeping: Promise<void> | undefined;
  #isKnown = false;
  /** What the folder itself looked like at the last sweep: it changes when a file comes, goes or is replaced. */
  #folderStamp = '';
  #failure: unknown;
  /** Ids written since the sweep under way began: it may have looked at their files too early. */
  readonly #touched = new Set<QmText>();
  #writes: Promise<unknown> = Promise.resolve();

  constructor(accountFolder: string, path: string, clock: Clock) {
    this.#accountFolder = accountFolder;
    this.path = path;
    this.#clock = clock;
  }

  /**
   * Looks at the folder again if the last look is too old. Of a large folder only what came, went or was replaced is
   * waited for; a file that was changed in place is seen a little later. Rejects with ENOENT where the folder is gone.
   */
  refresh(): Promise<void> | undefined {
    const isLarge = this.#isKnown && this.#records.size > MAX_AWAITED_RECORDS;
    if (this.#failure !== undefined) {
      const failure = this.#failure;
      this.#failure = undefined;
      return Promise.reject(failure);
    }
    const now = this.#clock.monotonic();
    if (isLarge && this.#folderLook.isStale(now)) {
      this.#folderLook.checked(now, now);
      if (folderStamp(this.path) !== this.#folderStamp) return this.#sweep();
    }
    if (this.#sweeping !== undefined) return isLarge ? undefined : this.#sweeping;
    if (!this.#freshness.isStale(now)) return undefined;
    const sweep = this.#sweep();
    if (!isLarge) return sweep;
    sweep.catch((error: unknown) => {
      this.#failure = error;
    });
    return undefined;
  }

  get(id: QmText): StoredRecord | undefined {
    return this.#records.get(id);
  }

  /** All records, in the order of their ids. */
  all(): readonly StoredRecord[] {
    if (this.#ordered === undefined || this.#moved.size > MAX_PLACED) {
      this.#ordered = [...this.#records.values()].sort(byId);
    } else {
      for (const id of this.#moved) this.#ordered = placed(this.#ordered, id, this.#records.get(id));
    }
    this.#moved.clear();
    return this.#ordered;
  }

  async write(id: QmText, text: QmText): Promise<void> {
    await this.#inTurn(() => this.#write(id, text, true));
  }

  /**
   * Writes many records, some at a time; the folder is put on the disk once, at the end.
   *
   * @param onWritten is told after each
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
      await Promise.all(Array.from({ length: WRITES }, writeSome));
      await syncFolder(this.path);
    });
  }

  async #write(id: QmText, text: QmText, syncsFolder: boolean): Promise<void> {
    const path = join(this.path, fileNameOf(id));
    await writeRecordFile(this.#accountFolder, path, encodeRecord(text), syncsFolder);
    this.#touched.add(id);
    this.#keep(id, text, stampNow(path));
  }

  async delete(id: QmText): Promise<void> {
    const path = join(this.path, fileNameOf(id));
    await this.#inTurn(async () => {
      await rm(path, { force: true });
      this.#touched.add(id);
      if (this.#records.has(id)) this.#forget(id);
    });
  }

  /** Writes to a folder go one after the other, so that cache and disk end with the same text. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const ownWork = async () => {
      const isSeen = folderStamp(this.path) === this.#folderStamp;
      await work();
      // What we did ourselves is no reason to look through a large folder.
      if (isSeen) this.#folderStamp = folderStamp(this.path);
    };
    const turn = this.#writes.then(ownWork, ownWork);
    this.#writes = turn.catch(() => undefined);
    return turn;
  }

  #sweep(): Promise<void> {
    this.#sweeping ??= this.#lookThrough().finally(() => {
      this.#sweeping = undefined;
    });
    return this.#sweeping;
  }

  async #lookThrough(): Promise<void> {
    const startedAt = this.#clock.monotonic();
    this.#touched.clear();
    const stamp = folderStamp(this.path);
    const names = await readdir(this.path);
    await inSlices(this.#forgetting(await this.#read(names)));
    if (this.#ordered === undefined || this.#moved.size > MAX_PLACED) await this.#sort();
    this.#folderStamp = stamp;
    this.#isKnown = true;
    this.#freshness.checked(startedAt, this.#clock.monotonic());
  }

  async #sort(): Promise<void> {
    const { version } = this;
    const ordered = await inSlices(sorting([...this.#records.values()], byId));
    // What was written meanwhile is sorted when it is asked for.
    if (version !== this.version) return;
    this.#ordered = ordered;
    this.#moved.clear();
  }

  /** Where no descriptor is left for a moment, files are tried again. @returns the ids these names stand for */
  async #read(names: readonly string[]): Promise<ReadonlySet<QmText>> {
    const ids = new Set<QmText>();
    let left = names;
    for (let tries = 1; left.length > 0; tries += 1) {
      left = await inSlices(this.#reading(left, ids, tries < MAX_READ_TRIES));
      if (left.length > 0) await pause(RETRY_INTERVAL_MS);
    }
    return ids;
  }

  /** Reads what is new or looks otherwise than it did. @returns the names of files that could not be opened now */
  *#reading(names: readonly string[], ids: Set<QmText>, mayWait: boolean): Sliceable<readonly string[]> {
    const unread: string[] = [];
    for (const name of names) {
      const id = idOf(name);
      if (id === undefined) continue;
      ids.add(id);
      try {
        this.#look(id, `${this.path}${sep}${name}`);
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

  *#forgetting(here: ReadonlySet<QmText>): Sliceable<void> {
    for (const id of [...this.#records.keys()]) {
      if (!here.has(id) && !this.#touched.has(id)) this.#forget(id);
      yield;
    }
  }

  /** A record that cannot be read is an error: without it answers would be wrong. @throws FileError */
  #look(id: QmText, path: string): void {
    const known = this.#records.get(id);
    if (known !== undefined && known.stamp === stampNow(path)) return;
    const read = readSmallFileSync(path, MAX_RECORD_BYTES);
    if (read !== undefined)
      this.#keep(id, decodeRecord(read.bytes.toString('latin1')), stampText(read.stats));
    else if (known !== undefined && !this.#touched.has(id)) this.#forget(id);
  }

  #keep(id: QmText, text: QmText, stamp: string | undefined): void {
    this.#records.set(id, { id, text, fields: text.split(MARK.field), stamp: stamp ?? '' });
    this.#changed(id);
  }

  #forget(id: QmText): void {
    this.#records.delete(id);
    this.#changed(id);
  }

  #changed(id: QmText): void {
    this.version += 1;
    if (this.#ordered !== undefined) this.#moved.add(id);
  }
}

function byId(a: StoredRecord, b: StoredRecord): number {
  return compareIds(a.id, b.id);
}

/** The same with this record in its place, or without it. */
function placed(
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

function folderStamp(path: string): string {
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
