import { setImmediate as nextTick } from 'node:timers/promises';
import { runAfter } from '../../lib/background.ts';
import { systemClock } from '../../lib/clock.ts';
import { type LogDisk, type OpenLog, systemDisk } from './log-disk.ts';
import { LogQueue } from './log-queue.ts';

/** How long the exit of the process waits for a pending write. */
const WRITE_WAIT_TIMEOUT_MS = 250;

/**
 * Waits synchronously for bytes that another thread is writing after offset `from`. False if they did not appear in
 * time; writing them again may duplicate them, which is better than losing them.
 */
export function waitForWrite(disk: LogDisk, file: string, from: number, bytes: Buffer): boolean {
  const giveUpAt = systemClock.monotonic() + WRITE_WAIT_TIMEOUT_MS;
  const never = new Int32Array(new SharedArrayBuffer(4));
  do {
    if (disk.readSync(file, from).includes(bytes)) return true;
    Atomics.wait(never, 0, 0, 5);
  } while (systemClock.monotonic() < giveUpAt);
  return false;
}

/**
 * Renames NAME to NAME.1, NAME.1 to NAME.2 and so on up to NAME.keep. Renames only up to the first gap, so that a
 * rotation that an open file interrupted on Windows loses nothing when it is retried. Throws the errors of the disk.
 */
export async function rotate(file: string, keep: number, disk: LogDisk): Promise<void> {
  let gap = 1;
  while (gap < keep && (await disk.exists(`${file}.${gap}`))) gap += 1;
  for (let number = gap; number > 1; number -= 1) {
    await disk.rename(`${file}.${number - 1}`, `${file}.${number}`);
  }
  await disk.rename(file, `${file}.1`);
  // Left over from a larger `keep`.
  for (let number = keep + 1; await disk.exists(`${file}.${number}`); number += 1) {
    await disk.remove(`${file}.${number}`);
  }
}

export interface LogFileOptions {
  readonly path: string;
  /** File size in bytes at which the log is rotated. A longer line is still written whole. */
  readonly maxSize: number;
  /** Number of rotated files to keep; `path.1` is the newest. */
  readonly keep: number;
  /** Called when writing starts to fail; again only after a success. */
  readonly onFailure?: (error: unknown) => void;
  /** Formats the line that replaces lines dropped while writing failed. */
  readonly formatLostLines?: (count: number) => string;
  readonly disk?: LogDisk;
  /** Retry interval in ms while writing or rotating fails. Default 1000. */
  readonly retryMs?: number;
  /** Maximum number of queued bytes. Default 8 MiB. */
  readonly maxWaiting?: number;
  /**
   * Minimum interval between two batches in ms. Default 100: after an idle time a line is written at once; under load
   * a batch takes four file system calls, and one batch per question would cost more than the question.
   */
  readonly batchIntervalMs?: number;
}

const EMPTY = Buffer.alloc(0);

/**
 * A log file that writes in batches: the lines of a tick, or of 100 ms under load, are written together without
 * blocking the event loop. The file is opened per batch, so that others may read, move or delete it in between.
 */
export class LogFile {
  readonly #options: LogFileOptions;
  readonly #disk: LogDisk;
  readonly #retryMs: number;
  readonly #queue: LogQueue;
  /** Bytes taken from the queue that may not be written yet. */
  #batch: Buffer = EMPTY;
  /** File size at the start of the pending write. */
  #writingAt: number | undefined;
  #running: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  /** Ends the wait for more lines. */
  #flushNow: () => void = () => {};
  /** Whether `flush` is waiting. */
  #isFlushing = false;
  /** Start of the last batch, monotonic ms. */
  #batchedAt = Number.NEGATIVE_INFINITY;
  #hasFailed = false;
  /** Time of the next rotation attempt, monotonic ms; until then the file may exceed its size. */
  #nextRotationAt = 0;

  constructor(options: LogFileOptions) {
    this.#options = options;
    this.#disk = options.disk ?? systemDisk;
    this.#retryMs = options.retryMs ?? 1000;
    const formatLostLines = options.formatLostLines ?? ((count) => `${count} lines were lost`);
    this.#queue = new LogQueue(options.maxWaiting ?? 8 * 1024 ** 2, formatLostLines);
  }

  /** Queues a line, without line end. */
  write(line: string): void {
    this.#queue.push(line);
    if (this.#retry === undefined) this.#run();
    if (this.#queue.full) this.#flushNow();
  }

  /** Resolves when every line is written, or writing has failed. */
  async flush(): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#isFlushing = true;
    this.#run();
    this.#flushNow();
    await this.#running;
    this.#isFlushing = false;
  }

  /** Flushes and drops what cannot be written. Lines queued afterwards are still written. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  /** Writes all lines synchronously, for `process.on('exit')`, without rotation. */
  flushSync(): void {
    const { path } = this.#options;
    const from = this.#writingAt;
    if (from !== undefined && waitForWrite(this.#disk, path, from, this.#batch)) this.#batch = EMPTY;
    const parts = [this.#batch];
    while (!this.#queue.empty) parts.push(this.#queue.take(Number.POSITIVE_INFINITY));
    this.#batch = EMPTY;
    const bytes = Buffer.concat(parts);
    try {
      if (bytes.length > 0) this.#disk.appendSync(path, bytes);
    } catch (error) {
      this.#report(error);
    }
  }

  get #idle(): boolean {
    return this.#batch.length === 0 && this.#queue.empty;
  }

  /** Whether queued lines must be written without waiting for more. */
  get #mustWriteNow(): boolean {
    return this.#queue.full || (this.#isFlushing && !this.#queue.empty);
  }

  #run(): void {
    if (this.#idle || this.#running !== undefined) return;
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
    });
  }

  async #drain(): Promise<void> {
    try {
      while (!this.#idle) {
        await this.#waitForBatch();
        while ((await this.#fill()) === 'full') await this.#rotate();
      }
      this.#hasFailed = false;
    } catch (error) {
      this.#report(error);
      this.#retry = runAfter(this.#retryMs, 'writing a log', () => {
        this.#retry = undefined;
        this.#run();
      }).unref();
    }
  }

  async #waitForBatch(): Promise<void> {
    const waitMs = this.#batchedAt + (this.#options.batchIntervalMs ?? 100) - systemClock.monotonic();
    if (waitMs <= 0) await nextTick();
    else if (!this.#isFlushing) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs).unref();
        this.#flushNow = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#flushNow = () => {};
    }
    this.#batchedAt = systemClock.monotonic();
  }

  /** Writes the queued lines until the queue is empty or the file is full. */
  async #fill(): Promise<'done' | 'full'> {
    const log = await this.#disk.open(this.#options.path);
    try {
      let size = await log.size();
      do {
        if (this.#batch.length === 0) this.#batch = this.#nextBatch(size);
        if (this.#batch.length === 0) return this.#idle ? 'done' : 'full';
        size += await this.#write(log, size);
      } while (this.#batch.length > 0 || this.#mustWriteNow);
      return 'done';
    } finally {
      await log.close();
    }
  }

  #nextBatch(size: number): Buffer {
    const unlimited = Number.POSITIVE_INFINITY;
    if (systemClock.monotonic() < this.#nextRotationAt) return this.#queue.take(unlimited);
    const room = this.#options.maxSize - size;
    return this.#queue.take(room, size === 0 ? unlimited : room);
  }

  async #write(log: OpenLog, size: number): Promise<number> {
    const bytes = this.#batch;
    this.#writingAt = size;
    try {
      const written = await log.write(bytes);
      // flushSync may have written the batch meanwhile.
      if (this.#batch === bytes) this.#batch = bytes.subarray(written);
      return written;
    } finally {
      this.#writingAt = undefined;
    }
  }

  async #rotate(): Promise<void> {
    try {
      await rotate(this.#options.path, this.#options.keep, this.#disk);
    } catch {
      this.#nextRotationAt = systemClock.monotonic() + this.#retryMs;
    }
  }

  #report(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#options.onFailure?.(error);
  }
}
