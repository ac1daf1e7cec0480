import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOME_FILES, HOME_LAYOUT, stderrLogFile, stderrLogNumber } from '../../contract/home-files.ts';
import { errnoOf } from '../../lib/file-error.ts';
import { ensureHome, openPrivateFileSync } from '../../lib/private-file.ts';

import { assertFile, OPEN_TO_READ } from '../../lib/read-file.ts';

/** Crash tails kept. */
const MAX_STDERR_LOGS = 5;
const MAX_BYTES_READ = 64 * 1024;

/** The file a listener writes its standard output and error to: what is left when it dies without a log line. */
export interface StderrLog {
  readonly file: string;
  readonly fd: number;
}

/** Makes `run/stderr-<n>.log`, n one above the highest. Close `fd` once the listener has it. */
export function openStderrLog(home: string): StderrLog {
  ensureHome(home, HOME_LAYOUT);
  for (let n = Math.max(...stderrLogNumbers(home), 0) + 1; ; n += 1) {
    const file = path.join(home, stderrLogFile(n));
    try {
      return { file, fd: openPrivateFileSync(file, 'wx') };
    } catch (error) {
      // Another start took the number at this very moment.
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** For a home that cannot be written: a file of the system's temporary folder, which goes when it has been read. */
export function openTemporaryStderrLog(): StderrLog {
  const file = path.join(tmpdir(), `hal-listener-stderr-${randomBytes(6).toString('hex')}.log`);
  return { file, fd: openPrivateFileSync(file, 'wx') };
}

/** The last lines of a crash tail; none where there is nothing. */
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
export function pruneStderrLogs(home: string, own: string): void {
  const others = stderrLogNumbers(home)
    .map((n) => ({ n, file: path.join(home, stderrLogFile(n)) }))
    .filter(({ file }) => file !== own)
    .sort((one, other) => other.n - one.n);
  for (const { file } of others.slice(MAX_STDERR_LOGS - 1)) removeStderrLog(file);
}

/** For a start that had nothing to tell. A file that somebody holds open on Windows stays. */
export function removeStderrLog(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It goes another time.
  }
}

function stderrLogNumbers(home: string): number[] {
  try {
    return readdirSync(path.join(home, HOME_FILES.run)).flatMap((name) => stderrLogNumber(name) ?? []);
  } catch {
    return [];
  }
}
