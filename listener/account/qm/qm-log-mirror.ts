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
  /** Records the file may have. */
  readonly most?: number;
}

/** Between two batches, ms. */
const INTERVAL_MS = 5_000;
/** Records a batch may write or prune: a few milliseconds of one session. */
const BATCH = 20;
/** Lines that wait for QM; past that the oldest go. */
const MAX_WAITING = 500;
const MAX_RECORDS = 2_000;
/** Records between two looks at how many there are. */
const LOOK_EVERY = 100;
/** After a look at an account without the file, ms. */
const ABSENT_MS = 60_000;
const WRITE_MS = 5_000;
/** A listener that ends before its account was asked anything opens a session for its last words, ms. */
const LAST_WORDS_MS = 3_000;
const MAX_MESSAGE_BYTES = 500;

interface Waiting {
  readonly id: QmText;
  readonly record: QmText;
}

/**
 * Copies warnings and errors of the event log into QM as records of HAL.SPLITTER.LOG, so that an operator can LIST
 * them. In small batches, only while no question waits for QM, and never more than the file may hold: the text log
 * has everything, this is for reading. Without that file in the account it does nothing.
 */
export class QmLogMirror {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #waiting: Waiting[] = [];
  #account: Account | undefined;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;
  #writtenSinceLook = LOOK_EVERY;
  #prune: QmText[] = [];
  #present = false;
  #absentUntil = Number.NEGATIVE_INFINITY;
  #working = false;

  constructor({ clock = systemClock, most = MAX_RECORDS }: QmLogMirrorOptions = {}) {
    this.#clock = clock;
    this.#most = most;
  }

  /** Call with each line of the event log. */
  onLine(line: string): void {
    // Most lines are neither: the look is cheaper than the parsing.
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

  /** From now on what was heard goes there; a driver that cannot write gets nothing. */
  start(account: Account): void {
    if (account.driver !== 'qmclient' && account.driver !== 'pipe') return;
    this.#account = account;
    this.#timer = runEvery(INTERVAL_MS, 'QM log feed', () => this.work());
    this.#timer.unref();
  }

  /** One batch. Never rejects: a log that cannot be written is no reason to say more. */
  async work(isLast = false): Promise<void> {
    const account = this.#account;
    if (account === undefined || this.#working || !this.#isDue(account, isLast)) return;
    this.#working = true;
    try {
      const options = { owner: 'log', timeoutMs: isLast ? LAST_WORDS_MS : WRITE_MS };
      if (!this.#present) this.#present = await hasLogRecords(account, options);
      if (this.#present) await this.#batch(account);
      else this.#rest();
    } catch (error) {
      if (!(error instanceof AccountError)) throw error;
      // Taken away meanwhile, or QM is: looked at anew.
      this.#present = false;
      this.#rest();
    } finally {
      this.#working = false;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.work(true);
    this.#account = undefined;
  }

  #isDue(account: Account, isLast: boolean): boolean {
    if (this.#waiting.length === 0 && this.#prune.length === 0) return false;
    if (this.#clock.monotonic() < this.#absentUntil) return false;
    const { state, seats } = account.status();
    // A listener that does not start (its port is in use) has asked QM nothing yet, and says so there all the same.
    return (state === 'ready' && (seats?.waiting ?? 0) === 0) || (isLast && state === 'connecting');
  }

  async #batch(account: Account): Promise<void> {
    const options = { owner: 'log', timeoutMs: WRITE_MS };
    for (let done = 0; done < BATCH; done += 1) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      await account.write(LOG_RECORDS_FILE, next.id, next.record, options);
      this.#waiting.shift();
      this.#writtenSinceLook += 1;
    }
    if (this.#writtenSinceLook >= LOOK_EVERY) {
      this.#writtenSinceLook = 0;
      const ids = [...(await account.select(LOG_RECORDS_FILE, options))].sort();
      this.#prune = ids.slice(0, Math.max(ids.length - this.#most, 0));
    }
    for (const id of this.#prune.splice(0, BATCH)) await account.delete(LOG_RECORDS_FILE, id, options);
  }

  #rest(): void {
    this.#absentUntil = this.#clock.monotonic() + ABSENT_MS;
  }
}

/** Sorts by time; no two of a listener are alike. */
function idOf(time: Date, count: number): QmText {
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('');
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  const serial = String(count % 10_000).padStart(4, '0');
  return `${localDay(time).replaceAll('-', '')}-${clock}-${ms}-${process.pid}-${serial}`;
}

/** As `2026-11-23`, where the clock on the wall says so. */
function localDay(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function two(figure: number): string {
  return String(figure).padStart(2, '0');
}
