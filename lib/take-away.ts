import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { readFileSync } from './read-file.ts';

/** Suffix of removed files that are kept for inspection and deleted after a while. */
const STALE_SUFFIX = '.stale';

/**
 * Removes a file only if it still has the expected content: another process may have replaced it since it was read. The
 * file is renamed, read again, and restored if its content differs.
 *
 * @param expected what was read of it; undefined where it could not be read, as a folder
 * @param keeps whether it stays beside its place, for somebody to look at
 * @returns whether it was taken away, by this process: of several one is told so
 */
export function removeIfUnchangedSync(
  file: string,
  expected: string | Uint8Array | undefined,
  keeps = false,
): boolean {
  const staleFile = `${file}.${randomBytes(6).toString('hex')}${STALE_SUFFIX}`;
  try {
    renameSync(file, staleFile);
  } catch {
    // Another process was first, or this user may not rename it.
    return false;
  }
  const isExpected = hasSameContent(contentOf(staleFile), expected);
  if (!isExpected) restore(staleFile, file);
  if (!isExpected || !keeps) {
    try {
      rmSync(staleFile, { recursive: true, force: true });
    } catch {
      // A later cleanup removes it.
    }
  }
  return isExpected;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function hasSameContent(one: Buffer | undefined, other: string | Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.equals(typeof other === 'string' ? Buffer.from(other) : other);
}

function restore(staleFile: string, file: string): void {
  try {
    linkSync(staleFile, file);
  } catch {
    // A third process has created the file meanwhile.
  }
}
