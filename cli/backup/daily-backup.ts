import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { runAfter, runEvery } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { errnoOf, isAbsent } from '../../lib/file-error.ts';
import { oneLine } from '../../lib/text.ts';
import type { Log } from '../../listener/log/log-line.ts';

const FIRST_AFTER_MS = 2 * 60_000;
const CHECK_INTERVAL_MS = 10 * 60_000;
/** After a failure. */
const RETRY_INTERVAL_MS = 60 * 60_000;
const MAX_DAILY_BACKUPS = 14;

export interface DailyBackupOptions {
  readonly folder: string;
  readonly home: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Saves a backup in another process. @throws Error with the reason, on one line */
  save(file: string): Promise<void>;
  /** Records the failure for operators. */
  onFailure(cause: string): void;
}

/** Saves a backup of the home once a day, and keeps the last ones. Answers do not wait for it. */
export class DailyBackup {
  readonly #options: DailyBackupOptions;
  #isRunning = false;
  #retryAt = Number.NEGATIVE_INFINITY;
  #lastCause: string | undefined;

  constructor(options: DailyBackupOptions) {
    this.#options = options;
  }

  /** Checks every few minutes whether today has a backup. @returns a function that stops the checks */
  start(): () => void {
    const timers = [
      runAfter(FIRST_AFTER_MS, 'daily backup', () => this.check()),
      runEvery(CHECK_INTERVAL_MS, 'daily backup', () => this.check()),
    ];
    for (const timer of timers) timer.unref();
    return () => timers.forEach(clearTimeout);
  }

  /** Saves today's backup, unless it is there or has just failed. */
  async check(): Promise<void> {
    const { clock, folder, home } = this.#options;
    if (this.#isRunning || clock.monotonic() < this.#retryAt) return;
    const file = path.join(folder, dailyName(home, new Date(clock.now())));
    this.#isRunning = true;
    try {
      // Without waiting for the disk, which may be a share that does not answer.
      if (await isThere(file)) return;
      await makeFolder(folder);
      await this.#options.save(file);
      this.#lastCause = undefined;
      this.#options.log.info('daily backup saved', { file });
      for (const old of (await dailyBackups(folder, home)).slice(0, -MAX_DAILY_BACKUPS))
        await rm(path.join(folder, old), { force: true });
    } catch (error) {
      this.#onFailure(oneLine(error));
    } finally {
      this.#isRunning = false;
    }
  }

  /** An hour later the same reason is no news. */
  #onFailure(cause: string): void {
    const { clock, folder, log } = this.#options;
    this.#retryAt = clock.monotonic() + RETRY_INTERVAL_MS;
    if (cause === this.#lastCause) return;
    this.#lastCause = cause;
    log.warn('daily backup failed: trying again every hour', { folder, why: cause });
    this.#options.onFailure(cause);
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** Only the last one: a path whose beginning is missing is a disk that is not mounted, or misspelled. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

/** The daily backups of a home in a folder, oldest first. @throws Node's file errors */
export async function dailyBackups(folder: string, home: string): Promise<readonly string[]> {
  const end = `-${markOf(home)}.zip`;
  const names = await readdir(folder);
  return names
    .filter(
      (name) => /^hal-listener-daily-\d{4}-\d\d-\d\d-[0-9a-f]{6}\.zip$/.test(name) && name.endsWith(end),
    )
    .sort();
}

/** As `hal-listener-daily-2026-11-28-3fa9c1.zip`, by the day where the machine stands. */
function dailyName(home: string, day: Date): string {
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((number) =>
    String(number).padStart(2, '0'),
  );
  return `hal-listener-daily-${year}-${month}-${date}-${markOf(home)}.zip`;
}

/** Tells homes apart that save in the same folder, perhaps from several machines. */
function markOf(home: string): string {
  return createHash('sha256').update(`${hostname()}\0${home}`).digest('hex').slice(0, 6);
}
