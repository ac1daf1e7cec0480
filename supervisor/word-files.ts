import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { HOME_FILES } from '../contract/home-files.ts';
import { LAST_EXIT, type LastExit } from '../contract/last-exit.ts';
import { replaceWhole } from '../contract/whole-file.ts';

/** A word left in `run/`; undefined where there is none, or the file is damaged. */
export function readWord<T>(home: string, file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path.join(home, file), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The home cannot be written; the message says what to do. */
export class HomeError extends Error {
  override readonly name = 'HomeError';
}

/** @throws HomeError */
export function writeWord(home: string, file: string, word: object): void {
  try {
    mkdirSync(path.join(home, HOME_FILES.run), { recursive: true });
    replaceWhole(path.join(home, file), `${JSON.stringify(word)}\n`, 0o644);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const who = 'run as the user the listener runs as, or as an administrator';
    const what = error.code === 'EACCES' || error.code === 'EPERM' ? who : error.message;
    throw new HomeError(`${path.join(home, file)} cannot be written (${error.code}): ${what}.`);
  }
}

/** The last word of the listener that had that PID; undefined where it left none (it was killed). */
export function readLastExit(home: string, pid: number): LastExit | undefined {
  const word = readWord(home, HOME_FILES.lastExit, LAST_EXIT);
  return word?.pid === pid ? word : undefined;
}
