import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Files that several processes read at any moment appear whole or not at all: written beside their place, then
 * moved there in one step. Throws Node's file errors (ENOSPC, EACCES ...); nothing is left behind then.
 */

/** Puts the file in place unless one is there; false when one is. The file system decides, so one process wins. */
export function publishWhole(file: string, content: string | Uint8Array, mode: number): boolean {
  return beside(file, content, mode, (whole) => {
    try {
      linkSync(whole, file);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
  });
}

/** Puts the file in place of whatever is there. */
export function replaceWhole(file: string, content: string | Uint8Array, mode: number): void {
  beside(file, content, mode, (whole) => persistently(() => renameSync(whole, file)));
}

/** Tries before a file counts as locked, and between two, ms. */
const TRIES = 40;
const PAUSE_MS = 25;

/**
 * On Windows a file cannot be replaced while another process replaces or reads it, which takes moments: seen with six
 * starts at once. Elsewhere the same errors are for good.
 *
 * @param pause waits so many ms, and lets nothing else happen meanwhile
 */
export function persistently(work: () => void, platform = process.platform, pause = waitHere): void {
  for (let tries = 1; ; tries += 1) {
    try {
      return work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const passing = code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
      if (platform !== 'win32' || !passing || tries === TRIES) throw error;
      pause(PAUSE_MS);
    }
  }
}

function waitHere(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function beside<T>(file: string, content: string | Uint8Array, mode: number, move: (whole: string) => T): T {
  const whole = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeFileSync(whole, content, { flag: 'wx', mode, flush: true });
    return move(whole);
  } finally {
    rmSync(whole, { force: true });
  }
}
