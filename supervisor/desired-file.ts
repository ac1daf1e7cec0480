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
  // First: a copy that is older than the file could undo a stop.
  writeCopy(home, copyOfDesiredFile(file), desired);
  writeWord(home, file, desired);
}

/** @throws HomeError */
export function removeDesired(home: string, file: string): void {
  removeWord(home, copyOfDesiredFile(file));
  removeWord(home, file);
}

function writeCopy(home: string, copy: string, desired: Desired): void {
  try {
    writeWord(home, copy, desired);
  } catch (error) {
    if (!(error instanceof HomeError)) throw error;
    removeOld(home, copy);
  }
}

function removeOld(home: string, copy: string): void {
  try {
    removeWord(home, copy);
  } catch (error) {
    // A read-only disk: then the file itself is not written either, and says what this copy says.
    if (!(error instanceof HomeError)) throw error;
  }
}
