import { setImmediate as nextTick } from 'node:timers/promises';
import { runAfter } from '../../lib/background.ts';
import { systemClock } from '../../lib/clock.ts';
import { type LogDisk, type OpenLog, systemDisk } from './log-disk.ts';
import { LogQueue } from './log-queue.ts';

/** Milliseconds the end of the process waits for a write that is under way. */
const WRITE_WAIT_TIMEOUT_MS = 250;

/**
 * Waits, blocking, for bytes that another thread is writing somewhere behind `from`. False: they did not come
 * in time, and writing them again may repeat them, which is better than losing them.
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
 * Puts NAME aside as NAME.1, and what was there one further, NAME.keep being the last. Moves only as far as
 * the first gap, so that a rotation a reader has stopped half-way (Windows) loses nothing when it is tried
 * again. Throws what the disk throws.
 */
export async function rotate(file: string, keep: number, disk: LogDisk): Promise<void> {
  let gap = 1;
  while (gap < keep && (await disk.exists(`${file}.${gap}`))) gap += 1;
  for (let number = gap; number > 1; number -= 1) {
    await disk.rename(`${file}.${number - 1}`, `${file}.${number}`);
  }
  await disk.rename(file, `${file}.1`);
  // Left from a time when more were kept.
  for (let number = keep + 1; await disk.exists(`${file}.${number}`); number += 1) {
    await disk.remove(`${file}.${number}`);
  }
}

export interface LogFileOptions {
  readonly path: string;
  /** Bytes the file may have before it is put aside; a line that is larger by itself is written whole. */
  readonly maxSize: number;
  /** Files put aside that are kept: `path.1` is the newest. */
  readonly keep: number;
  /** Called once when writing begins to fail; again only after it has worked in between. */
  readonly onFailure?: (error: unknown) => void;
  /** The line written in the place of lines that were dropped while writing failed. */
  readonly formatLostLines?: (count: number) => string;
  readonly disk?: LogDisk;
  /** Milliseconds between attempts while writing or rotating fails. Default 1000. */
  readonly retryMs?: number;
  /** Bytes that may wait for the disk. Default 8 MiB. */
  readonly maxWaiting?: number;
  /**
   * Milliseconds between two batches at least. Default 100: a line after a quiet spell is written at once; under load
   * a batch costs four calls to the disk, and a batch a question would cost more than the question.
   */
  readonly batchIntervalMs?: number;
}

const EMPTY = Buffer.alloc(0);

/**
 * A log file that batches: the lines of a tick, under load of a tenth of a second, go out in one write that never
 * blocks the event loop. The file is opened for each batch and not held between, so that anybody may read, move or delete it.
 */
export class LogFile {
  readonly #options: LogFileOptions;
  readonly #disk: LogDisk;
  readonly #retryMs: number;
  readonly #queue: LogQueue;
  /** Bytes taken from the queue and not known to be in the file. */
  #batch: Buffer = EMPTY;
  /** The size the file had when the write under way began. */
  #writingAt: number | undefined;
  #running: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  /** Ends the gathering of a batch. */
  #flushNow: () => void = () => {};
  /** Somebody waits for every line to be in the file. */
  #isFlushing = false;
  /** When the last batch was begun (monotonic). */
  #batchedAt = Number.NEGATIVE_INFINITY;
  #hasFailed = false;
  /** Until then (monotonic) a reader holds the file, and it grows past its size instead. */
  #nextRotationAt = 0;

  constructor(options: LogFileOptions) {
    this.#options = options;
    this.#disk = options.disk ?? systemDisk;
    this.#retryMs = options.retryMs ?? 1000;
    const formatLostLines = options.formatLostLines ?? ((count) => `${count} lines were lost`);
    this.#queue = new LogQueue(options.maxWaiting ?? 8 * 1024 ** 2, formatLostLines);
  }

  /** Writes a line, given without its line end, soon. */
  write(line: string): void {
    this.#queue.push(line);
    if (this.#retry === undefined) this.#run();
    if (this.#queue.full) this.#flushNow();
  }

  /** Resolves when every line is in the file, or cannot be put there now. */
  async flush(): Promise<void> {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#isFlushing = true;
    this.#run();
    this.#flushNow();
    await this.#running;
    this.#isFlushing = false;
  }

  /** Flushes and gives up what the disk does not take. A line written afterwards is still tried. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  /** Writes every line at once, for `process.on('exit')`; past the file's size if need be. */
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

  /** Whether lines that wait are not to be gathered any longer. */
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

  /** Writes what waits, or until the next line has no room; what comes meanwhile is gathered for the next batch. */
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
      // flushSync may have taken the batch over.
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
