import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { DESIRED, type Desired } from '../contract/desired.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import { LAST_EXIT, type LastExit } from '../contract/last-exit.ts';
import { replaceWhole } from '../contract/whole-file.ts';

/** What the operator wants; undefined where nobody said so yet, or the file is damaged. */
export function readDesired(home: string): Desired | undefined {
  return read(path.join(home, HOME_FILES.desired), DESIRED);
}

/** Written before any start or stop. @throws Node's file errors */
export function writeDesired(home: string, desired: Desired): void {
  mkdirSync(path.join(home, HOME_FILES.run), { recursive: true });
  replaceWhole(path.join(home, HOME_FILES.desired), `${JSON.stringify(desired)}\n`, 0o644);
}

/** The last word of the listener that had that PID; undefined where it left none (it was killed). */
export function readLastExit(home: string, pid: number): LastExit | undefined {
  const word = read(path.join(home, HOME_FILES.lastExit), LAST_EXIT);
  return word?.pid === pid ? word : undefined;
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
