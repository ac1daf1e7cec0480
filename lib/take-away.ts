import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { readFileSync } from './read-file.ts';

/** How the name of a file ends that was taken away and may still be looked at; swept after a while. */
const ASIDE = '.stale';

/**
 * Takes a file away that was judged, and nothing else: between judgement and removal another process may have put its
 * own there. The file is renamed away, read again, and put back unless it is the one judged.
 *
 * @param judged what was read of it; undefined where it could not be read, as a folder
 * @param keep whether it stays beside its place, for somebody to look at
 * @returns whether it was taken away, by this process: of several one is told so
 */
export function takeAwaySync(file: string, judged: string | Uint8Array | undefined, keep = false): boolean {
  const aside = `${file}.${randomBytes(6).toString('hex')}${ASIDE}`;
  try {
    renameSync(file, aside);
  } catch {
    // Somebody else was first, or we may not.
    return false;
  }
  const isJudged = isSame(contentOf(aside), judged);
  if (!isJudged) putBack(aside, file);
  if (!isJudged || !keep) {
    try {
      rmSync(aside, { recursive: true, force: true });
    } catch {
      // A later sweep takes it.
    }
  }
  return isJudged;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function isSame(one: Buffer | undefined, other: string | Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.equals(typeof other === 'string' ? Buffer.from(other) : other);
}

function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch {
    // A third one has the place by now, which can only be while the second is gone again.
  }
}
