import { closeSync, openSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { errnoOf } from './file-error.ts';

/** The default limit on Linux. */
const DEFAULT_LIMIT = 1_024;

/**
 * How many files and sockets this process may have open. Infinity if the system has no such limit (Windows) or does not
 * report it (macOS); the default limit if /proc is not mounted.
 */
export function readOpenFileLimit(platform = process.platform, read = readLimits): number {
  if (platform !== 'linux') return Number.POSITIVE_INFINITY;
  try {
    const soft = /^Max open files +(\d+|unlimited)/m.exec(read())?.[1];
    if (soft === 'unlimited') return Number.POSITIVE_INFINITY;
    return soft === undefined ? DEFAULT_LIMIT : Number(soft);
  } catch {
    return DEFAULT_LIMIT;
  }
}

function readLimits(): string {
  return readFileSync('/proc/self/limits', 'utf8');
}

/** Whether this process could open one more file now. */
export function canOpenFile(open = openNull): boolean {
  try {
    open();
    return true;
  } catch (error) {
    return !isOutOfDescriptors(error);
  }
}

function openNull(): void {
  closeSync(openSync(devNull, 'r'));
}

/** Whether an error means that this process, or the system, has no descriptor left. */
export function isOutOfDescriptors(error: unknown): boolean {
  const code = errnoOf(error);
  return code === 'EMFILE' || code === 'ENFILE';
}
