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
  beside(file, content, mode, (whole) => renameSync(whole, file));
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
