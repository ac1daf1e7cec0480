import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOME_FILES, HOME_LAYOUT, stderrLogFile, stderrLogNumber } from '../../contract/home-files.ts';
import { errnoOf } from '../../lib/file-error.ts';
import { ensureHome, openPrivateFileSync } from '../../lib/private-file.ts';

import { assertFile, OPEN_TO_READ } from '../../lib/read-file.ts';

/** How many of these files are kept. */
const MAX_STDERR_LOGS = 5;
const MAX_BYTES_READ = 64 * 1024;

/** The file with a listener's standard output and error, for a listener that dies without a log line. */
export interface StderrLog {
  readonly file: string;
  readonly fd: number;
}

/** Creates `run/stderr-<n>.log`, n one above the highest. Close `fd` once the listener has inherited it. */
export function openStderrLog(home: string): StderrLog {
  ensureHome(home, HOME_LAYOUT);
  for (let n = Math.max(...stderrLogNumbers(home), 0) + 1; ; n += 1) {
    const file = path.join(home, stderrLogFile(n));
    try {
      return { file, fd: openPrivateFileSync(file, 'wx') };
    } catch (error) {
      // Another start has just used this number.
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** Creates a file in the system's temporary folder, for a home that cannot be written; it is removed after reading. */
export function openTemporaryStderrLog(): StderrLog {
  const file = path.join(tmpdir(), `hal-listener-stderr-${randomBytes(6).toString('hex')}.log`);
  return { file, fd: openPrivateFileSync(file, 'wx') };
}

/** The last non-empty lines of a file; none if it cannot be read. */
export function lastLines(file: string, count: number): string[] {
  try {
    const fd = openSync(file, OPEN_TO_READ);
    try {
      const stats = fstatSync(fd);
      assertFile(file, stats);
      const { size } = stats;
      const bytes = Buffer.alloc(Math.min(size, MAX_BYTES_READ));
      const length = readSync(fd, bytes, 0, bytes.length, size - bytes.length);
      const lines = bytes.toString('utf8', 0, length).split(/\r?\n/);
      return lines.filter((line) => line.trim() !== '').slice(-count);
    } finally {
      closeSync(fd);
    }
  } catch {
    return [];
  }
}

/** Keeps the newest five, and always `own`, which a listener may be writing to. */
export function pruneStderrLogs(home: string, currentFile: string): void {
  const otherLogs = stderrLogNumbers(home)
    .map((n) => ({ n, file: path.join(home, stderrLogFile(n)) }))
    .filter(({ file }) => file !== currentFile)
    .sort((a, b) => b.n - a.n);
  for (const { file } of otherLogs.slice(MAX_STDERR_LOGS - 1)) removeStderrLog(file);
}

/** Removes a file that is not needed. On Windows a file that is open stays. */
export function removeStderrLog(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is removed another time.
  }
}

function stderrLogNumbers(home: string): number[] {
  try {
    return readdirSync(path.join(home, HOME_FILES.run)).flatMap((name) => stderrLogNumber(name) ?? []);
  } catch {
    return [];
  }
}
