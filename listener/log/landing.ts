import { systemClock } from '../../lib/clock.ts';
import type { LogDisk } from './log-disk.ts';

/** Milliseconds the end of the process waits for a write that is under way. */
const WAIT_MS = 250;

/**
 * Waits, blocking, for bytes that another thread is writing somewhere behind `from`. False: they did not come
 * in time, and writing them again may repeat them, which is better than losing them.
 */
export function landed(disk: LogDisk, file: string, from: number, bytes: Buffer): boolean {
  const giveUpAt = systemClock.monotonic() + WAIT_MS;
  const never = new Int32Array(new SharedArrayBuffer(4));
  do {
    if (disk.readNow(file, from).includes(bytes)) return true;
    Atomics.wait(never, 0, 0, 5);
  } while (systemClock.monotonic() < giveUpAt);
  return false;
}
