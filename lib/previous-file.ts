import { rmSync } from 'node:fs';
import { replaceFileSync } from './atomic-file.ts';
import { readFileSync } from './read-file.ts';

/** Files whose content before the last change is kept beside them, so that it can be brought back. */

export interface KeptFile {
  readonly file: string;
  /** Where the content before the last change is. */
  readonly previous: string;
  /** Writes either of the two; by default as its owner's alone. */
  readonly write?: (file: string, content: string | Uint8Array) => void;
  /** Of the file. */
  readonly maxBytes?: number;
}

/**
 * Replaces a file atomically, or removes it, and keeps what was there as the previous one. Where nothing was there and the
 * previous one comes back, none is left to bring back.
 *
 * @param content undefined removes the file
 * @throws Node's file errors
 */
export function replaceKeepingPrevious(
  { file, previous, write = replaceFileSync, maxBytes }: KeptFile,
  content: string | undefined,
): void {
  const before = readIfPossible(file, maxBytes);
  const next = content === undefined ? undefined : Buffer.from(content);
  if (before !== undefined && (next === undefined || !before.equals(next))) write(previous, before);
  if (content === undefined) rmSync(file, { force: true });
  else write(file, content);
  if (before !== undefined || next === undefined) return;
  if (readIfPossible(previous, maxBytes)?.equals(next) === true) rmSync(previous, { force: true });
}

/** One that is missing, or that this user may replace and not read, leaves nothing to keep. */
function readIfPossible(file: string, maxBytes: number | undefined): Buffer | undefined {
  try {
    return readFileSync(file, maxBytes);
  } catch {
    return undefined;
  }
}
