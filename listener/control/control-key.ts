import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';
import { publishFileSync } from '../../lib/atomic-file.ts';
import { isAbsent } from '../../lib/file-error.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { takeAwaySync } from '../../lib/take-away.ts';
import { createHome } from '../home-folder.ts';
import type { Log } from '../log/log-line.ts';

const KEY_BYTES = 32;
const MAX_KEY_FILE_BYTES = 4_096;
/** Damaged keys that are replaced in a row before this gives up. */
const MAX_TRIES = 5;

/** The control key cannot be used; the message says what to do. */
export class ControlKeyError extends Error {
  override readonly name = 'ControlKeyError';
}

/**
 * The key that peers of the control channel prove they hold. Made when there is none, readable by its owner
 * only; of several listeners starting at once one makes it, and all use that one. A key that is empty or cut short
 * (a full disk, a power cut) is no key: it is put aside, said, and replaced.
 *
 * @throws ControlKeyError
 */
export function readOrCreateKey(home: string, log: Pick<Log, 'warn'>): Buffer {
  const file = path.join(home, HOME_FILES.controlKey);
  createHome(home);
  try {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const key = readKey(file);
      if (key?.length === KEY_BYTES) return key;
      if (key !== undefined && takeAwaySync(file, key, true)) {
        log.warn('control.key was damaged: replaced it', { file, bytes: key.length });
      }
      publishFileSync(file, randomBytes(KEY_BYTES));
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ControlKeyError(`${file} cannot be read or created: ${reason}`);
  }
  throw new ControlKeyError(
    `${file} is damaged: it is not ${KEY_BYTES} bytes long. Remove it and start again.`,
  );
}

/**
 * Looks after a key in use: one that was removed is put back, and one that another listener of the home made anew is
 * taken over, in place, so that everybody who holds it proves and checks with that.
 *
 * @returns what was done; undefined where nothing was
 * @throws Node's file errors
 */
export function renewKey(home: string, key: Buffer): 'put-back' | 'taken-over' | undefined {
  const file = path.join(home, HOME_FILES.controlKey);
  const stored = readKey(file);
  if (stored === undefined) return publishFileSync(file, key) ? 'put-back' : undefined;
  if (stored.length !== KEY_BYTES) {
    takeAwaySync(file, stored, true);
    return publishFileSync(file, key) ? 'put-back' : undefined;
  }
  if (stored.equals(key)) return undefined;
  stored.copy(key);
  return 'taken-over';
}

/** Undefined where there is none. @throws FileError */
function readKey(file: string): Buffer | undefined {
  try {
    return readFileSync(file, MAX_KEY_FILE_BYTES);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
