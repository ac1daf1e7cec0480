import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES, userNoOfFile } from '../contract/home-files.ts';
import { type ReadRegistration, readRegistration } from '../contract/registration.ts';
import { errnoOf } from '../lib/errno.ts';
import { readFileSync } from '../lib/read-file.ts';
import { closedToUs, HomeError } from './word-files.ts';

/** A file `run/<User No.>.json` as it was read. */
export interface RegistrationFile {
  readonly userNo: number;
  readonly file: string;
  readonly text: string;
  readonly read: ReadRegistration;
}

/**
 * Every registration of a home, by User No.; none where nothing has ever run.
 *
 * @throws HomeError where this user may not look: nothing seen is not nothing there
 */
export function registrationFiles(home: string): RegistrationFile[] {
  const run = path.join(home, HOME_FILES.run);
  return list(run)
    .flatMap((name) => {
      const userNo = userNoOfFile(name);
      const file = path.join(run, name);
      const text = userNo === undefined ? undefined : readText(file);
      return userNo === undefined || text === undefined
        ? []
        : [{ userNo, file, text, read: readRegistration(text) }];
    })
    .sort((one, other) => one.userNo - other.userNo);
}

/**
 * Removes a registration that was judged stale, and nothing else: between judgement and removal another listener
 * may have taken the number. The file is renamed away, read again, and put back unless it is the one judged.
 *
 * @returns whether it was removed
 */
export function removeStale({ file, text }: Pick<RegistrationFile, 'file' | 'text'>): boolean {
  const aside = `${file}.${randomBytes(6).toString('hex')}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    // Somebody else was first, or we may not.
    return false;
  }
  const judged = readText(aside) === text;
  if (!judged) putBack(aside, file);
  rmSync(aside, { force: true });
  return judged;
}

function putBack(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch {
    // A third one has the number by now, which can only be while the second is gone again.
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EACCES' || code === 'EPERM') throw new HomeError(closedToUs(folder, code));
    return [];
  }
}

function readText(file: string): string | undefined {
  try {
    // Not as text: what a torn write left may hold NUL bytes, and is to be judged all the same.
    return readFileSync(file).toString('utf8');
  } catch {
    return undefined;
  }
}
