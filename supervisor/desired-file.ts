import { DESIRED, type Desired } from '../contract/desired.ts';
import { copyOfDesiredFile } from '../contract/home-files.ts';
import { HomeError, readSureWord, removeWord, writeWord } from './word-files.ts';

/**
 * What the operator wants, as it was written last. Where `run/` is gone or the file in it is damaged, the copy beside
 * it says the same: a stop stays, and the next listener is held against the one before.
 *
 * @param file relative to home: see home-files.ts
 * @returns undefined where nobody said anything yet
 * @throws HomeError where it cannot be read for a reason that passes
 */
export function readDesired(home: string, file: string): Desired | undefined {
  return readSureWord(home, file, DESIRED) ?? readSureWord(home, copyOfDesiredFile(file), DESIRED);
}

/** @throws HomeError */
export function writeDesired(home: string, file: string, desired: Desired): void {
  const copy = copyOfDesiredFile(file);
  // First, and never older than the file: it could undo a stop.
  const copied = isDone(() => writeWord(home, copy, desired));
  writeWord(home, file, desired);
  if (!copied) isDone(() => removeWord(home, copy));
}

/** @throws HomeError */
export function removeDesired(home: string, file: string): void {
  removeWord(home, copyOfDesiredFile(file));
  removeWord(home, file);
}

/** Whether the home let it be done: the file itself counts, and says why. */
function isDone(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof HomeError)) throw error;
    return false;
  }
}
