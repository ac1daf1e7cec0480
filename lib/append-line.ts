import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { errnoOf } from './file-error.ts';
import { openPrivateFileSync } from './private-file.ts';
import { OPEN_TO_READ } from './read-file.ts';

/** A lock older than this was left by a process that died during rotation. */
const ROTATION_TIMEOUT_MS = 10_000;

/**
 * Appends a line in one write, so that lines of several processes never mix. After a line that was cut short by a power
 * failure or full disk it starts a new one. At `maxBytes` the file is renamed to `<file>.1`, which replaces the previous one.
 *
 * @param line without a line end
 * @param now milliseconds since the epoch
 * @throws Node's file errors
 */
export function appendLineSync(file: string, line: string, maxBytes: number, now: number): void {
  if (sizeOf(file) >= maxBytes) rotate(file, maxBytes, now);
  const fd = openPrivateFileSync(file, 'a');
  try {
    const bytes = Buffer.from(`${lacksLineEnd(file, fstatSync(fd).size) ? '\n' : ''}${line}\n`);
    if (writeSync(fd, bytes) !== bytes.length)
      throw Object.assign(new Error(`${file}: the disk is full`), { code: 'ENOSPC' });
  } finally {
    closeSync(fd);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Whether the last line has no line end. */
function lacksLineEnd(file: string, size: number): boolean {
  if (size === 0) return false;
  const fd = openSync(file, OPEN_TO_READ);
  try {
    const last = Buffer.alloc(1);
    return readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
  } finally {
    closeSync(fd);
  }
}

/** Rotates the file under a lock: if two processes did so at once, one would rename the other's new file. */
function rotate(file: string, maxBytes: number, now: number): void {
  const lock = `${file}.rotating.tmp`;
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (since !== undefined && Math.abs(now - since) > ROTATION_TIMEOUT_MS) rmSync(lock, { force: true });
  try {
    closeSync(openPrivateFileSync(lock, 'wx'));
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return;
    throw error;
  }
  try {
    if (sizeOf(file) >= maxBytes) renameSync(file, `${file}.1`);
  } finally {
    rmSync(lock, { force: true });
  }
}
