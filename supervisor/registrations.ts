import { readdirSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES, userNoOfFile } from '../contract/home-files.ts';
import { type ReadRegistration, readRegistration } from '../contract/registration.ts';
import { errnoOf } from '../lib/errno.ts';
import { fileErrorReason, isAbsent, isPassing } from '../lib/file-error.ts';
import { readFileSync } from '../lib/read-file.ts';
import { closedToUs, HomeError } from './word-files.ts';

/** A file `run/<User No.>.json` as it was read. */
export interface RegistrationFile {
  readonly userNo: number;
  readonly file: string;
  /** Undefined where it cannot be read: a folder, a FIFO, a file far too large. */
  readonly bytes: Buffer | undefined;
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
      if (userNo === undefined) return [];
      const bytes = readBytes(file);
      if (bytes === 'absent') return [];
      return [{ userNo, file, bytes, read: readRegistration(bytes?.toString('utf8') ?? '') }];
    })
    .sort((one, other) => one.userNo - other.userNo);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT') return [];
    if (code === 'EACCES' || code === 'EPERM') throw new HomeError(closedToUs(folder, code));
    throw unreadable(folder, error);
  }
}

function unreadable(place: string, error: unknown): HomeError {
  const why = `${place} cannot be read: ${fileErrorReason(error)}. Which listeners run cannot be told.`;
  return new HomeError(why, { cause: error });
}

function readBytes(file: string): Buffer | undefined | 'absent' {
  try {
    return readFileSync(file);
  } catch (error) {
    // Not damaged, as far as anybody knows.
    if (isPassing(error)) throw unreadable(file, error);
    return isAbsent(error) ? 'absent' : undefined;
  }
}
