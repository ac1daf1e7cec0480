import { runEvery } from '../../../lib/background.ts';
import { type Clock, systemClock } from '../../../lib/clock.ts';
import { truncateBytes } from '../../../lib/text.ts';
import { parseEvent } from '../../log/log-line.ts';
import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { internalDay } from '../iso.ts';
import { type QmText, toQmText } from '../text.ts';
import { hasLogRecords, LOG_RECORDS_FILE } from './log-records.ts';
import { recordOf } from './programs.ts';

export interface QmLogMirrorOptions {
  readonly clock?: Clock;
  /** How many records the file may have. */
  readonly maxRecords?: number;
}

/** Time between two batches. */
const FLUSH_INTERVAL_MS = 5_000;
/** Records that a batch may write or delete: a few milliseconds of one session. */
const BATCH_SIZE = 20;
/** Lines that wait for QM; beyond that the oldest are dropped. */
const MAX_WAITING = 500;
const MAX_RECORDS = 2_000;
/** Records written between two counts of the file. */
const COUNT_EVERY_RECORDS = 100;
/** Time until an account without the file is checked again. */
const ABSENT_RETRY_MS = 60_000;
const WRITE_TIMEOUT_MS = 5_000;
/** A listener that ends before its first query opens a session for its last lines; this limits that. */
const FINAL_FLUSH_TIMEOUT_MS = 3_000;
const MAX_MESSAGE_BYTES = 500;

interface PendingRecord {
  readonly id: QmText;
  readonly record: QmText;
}

/**
 * Copies warnings and errors of the event log into QM as records of HAL.SPLITTER.LOG, so that an operator can LIST them.
 * It writes small batches, only while no query waits for QM, and deletes the oldest records beyond the maximum; the text
 * log remains complete. Without that file in the account it does nothing.
 */
export class QmLogMirror {
  readonly #clock: Clock;
  readonly #maxRecords: number;
  readonly #waiting: PendingRecord[] = [];
  #account: Account | undefined;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;
  #writtenSinceCount = COUNT_EVERY_RECORDS;
  #prune: QmText[] = [];
  #present = false;
  #absentUntil = Number.NEGATIVE_INFINITY;
  #flushing = false;

  constructor({ clock = systemClock, maxRecords = MAX_RECORDS }: QmLogMirrorOptions = {}) {
    this.#clock = clock;
    this.#maxRecords = maxRecords;
  }

  /** Call with each line of the event log. */
  onLine(line: string): void {
    // Most lines are neither, and this test is cheaper than parsing.
    if (!line.includes(' ERROR ') && !line.includes(' WARN ')) return;
    const event = parseEvent(line);
    if (event === undefined || (event.level !== 'error' && event.level !== 'warn')) return;
    this.#count += 1;
    const { level, component, text, time } = event;
    this.#waiting.push({
      id: idOf(time, this.#count),
      record: recordOf(
        level === 'warn' ? 'WARN' : 'ERROR',
        String(internalDay(localDay(time))),
        String(time.getHours() * 3_600 + time.getMinutes() * 60 + time.getSeconds()),
        toQmText(component),
        toQmText(truncateBytes(text, MAX_MESSAGE_BYTES)),
      ),
    });
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
  }

  /** Starts to write the lines collected so far and all later ones; a driver that cannot write gets none. */
  start(account: Account): void {
    if (account.driver !== 'qmclient' && account.driver !== 'pipe') return;
    this.#account = account;
    this.#timer = runEvery(FLUSH_INTERVAL_MS, 'QM log mirror', () => this.flush());
    this.#timer.unref();
  }

  /** Writes one batch. AccountErrors are swallowed: logging them would produce more lines to write. */
  async flush(isLast = false): Promise<void> {
    const account = this.#account;
    if (account === undefined || this.#flushing || !this.#isDue(account, isLast)) return;
    this.#flushing = true;
    try {
      const options = { owner: 'log', timeoutMs: isLast ? FINAL_FLUSH_TIMEOUT_MS : WRITE_TIMEOUT_MS };
      if (!this.#present) this.#present = await hasLogRecords(account, options);
      if (this.#present) await this.#writeBatch(account);
      else this.#pause();
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      // The file or QM is gone: check again later.
      this.#present = false;
      this.#pause();
    } finally {
      this.#flushing = false;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush(true);
    this.#account = undefined;
  }

  #isDue(account: Account, isLast: boolean): boolean {
    if (this.#waiting.length === 0 && this.#prune.length === 0) return false;
    if (this.#clock.monotonic() < this.#absentUntil) return false;
    const { state, seats } = account.status();
    // A listener that fails to start (its port is in use) has not connected to QM yet, but its error must get there.
    return (state === 'ready' && (seats?.waiting ?? 0) === 0) || (isLast && state === 'connecting');
  }

  async #writeBatch(account: Account): Promise<void> {
    const options = { owner: 'log', timeoutMs: WRITE_TIMEOUT_MS };
    for (let done = 0; done < BATCH_SIZE; done += 1) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      await account.write(LOG_RECORDS_FILE, next.id, next.record, options);
      this.#waiting.shift();
      this.#writtenSinceCount += 1;
    }
    if (this.#writtenSinceCount >= COUNT_EVERY_RECORDS) {
      this.#writtenSinceCount = 0;
      const ids = [...(await account.select(LOG_RECORDS_FILE, options))].sort();
      this.#prune = ids.slice(0, Math.max(ids.length - this.#maxRecords, 0));
    }
    for (const id of this.#prune.splice(0, BATCH_SIZE)) await account.delete(LOG_RECORDS_FILE, id, options);
  }

  #pause(): void {
    this.#absentUntil = this.#clock.monotonic() + ABSENT_RETRY_MS;
  }
}

/** A unique id that sorts by time. */
function idOf(time: Date, count: number): QmText {
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('');
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  const serial = String(count % 10_000).padStart(4, '0');
  return `${localDay(time).replaceAll('-', '')}-${clock}-${ms}-${process.pid}-${serial}`;
}

/** The local date, for example `2026-11-23`. */
function localDay(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function two(figure: number): string {
  return String(figure).padStart(2, '0');
}
