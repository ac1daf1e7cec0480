import { rmSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { NewerFormError, readForm } from '../../contract/file-form.ts';
import { exitFileOfUser, HOME_FILES, HOME_LAYOUT } from '../../contract/home-files.ts';
import { LAST_EXIT, type LastExit, RUN_FORM } from '../../contract/run-state.ts';
import { replaceFileSync } from '../../lib/atomic-file.ts';
import { errnoOf, isTransient } from '../../lib/file-error.ts';
import { keepOlderForm } from '../../lib/older-form.ts';
import { ensureHome } from '../../lib/private-file.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import { oneLine } from '../../lib/text.ts';
import { HomeError } from './home-error.ts';

/** Reads a file of `run/`; undefined if it is missing, damaged or unreadable. */
export function readStateFile<T>(home: string, file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return readStateFileOrThrow(home, file, schema);
  } catch {
    return undefined;
  }
}

/**
 * As `readStateFile`, for a caller that acts on a missing file.
 *
 * @throws HomeError if its contents are unknown: it cannot be read for a transient reason, or only by a newer version
 */
export function readStateFileOrThrow<T>(home: string, file: string, schema: z.ZodType<T>): T | undefined {
  try {
    const place = path.join(home, file);
    const value: unknown = JSON.parse(readTextFileSync(place));
    const read = readForm(value, RUN_FORM);
    if (read.kind === 'newer') throw new NewerFormError(place, read.form, RUN_FORM);
    // The next write is in the current form.
    if (read.kind === 'older') keepCopy(place);
    return schema.safeParse(read.value).data;
  } catch (error) {
    if (error instanceof NewerFormError) throw new HomeError(error.message, { cause: error });
    if (isTransient(error)) throw new HomeError(`${oneLine(error)}. Try again.`, { cause: error });
    return undefined;
  }
}

/** Best effort: a disk that takes no copy must not keep anybody from reading. */
function keepCopy(file: string): void {
  try {
    keepOlderForm(file, RUN_FORM);
  } catch {
    // The next read tries again.
  }
}

const USE_OTHER_USER = 'run as the user the listener runs as, or as an administrator';

/** The error for a user who may not read a home. */
export function accessDenied(folder: string, code: string): string {
  return `${folder} cannot be read by this user (${code}): ${USE_OTHER_USER}.`;
}

/** @throws HomeError */
export function writeStateFile(home: string, file: string, desired: object): void {
  try {
    ensureHome(home, HOME_LAYOUT);
    const text = `${JSON.stringify({ form: RUN_FORM.current, ...desired })}\n`;
    replaceFileSync(path.join(home, file), text);
  } catch (error) {
    const code = errnoOf(error);
    if (code === undefined) throw error;
    const reason = code === 'EACCES' || code === 'EPERM' ? USE_OTHER_USER : oneLine(error);
    throw new HomeError(`${path.join(home, file)} cannot be written (${code}): ${reason}.`, { cause: error });
  }
}

/**
 * The exit record of the listener with that PID; undefined if it wrote none because it was killed.
 *
 * @param userNo its number, which finds its record even if another listener has exited since
 */
export function readLastExit(home: string, pid: number, userNo?: number): LastExit | undefined {
  const files = [...(userNo === undefined ? [] : [exitFileOfUser(userNo)]), HOME_FILES.lastExit];
  return files.map((file) => readStateFile(home, file, LAST_EXIT)).find((desired) => desired?.pid === pid);
}

/** @throws HomeError */
export function removeStateFile(home: string, file: string): void {
  try {
    rmSync(path.join(home, file), { force: true });
  } catch (error) {
    throw new HomeError(`${path.join(home, file)} cannot be removed: ${oneLine(error)}.`);
  }
}
