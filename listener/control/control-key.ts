import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { HOME_FILES, HOME_LAYOUT } from '../../contract/home-files.ts';
import { publishFileSync } from '../../lib/atomic-file.ts';
import { ensureHome } from '../../lib/private-folder.ts';
import { readFileSync } from '../../lib/read-file.ts';

const KEY_BYTES = 32;
const MAX_KEY_FILE_BYTES = 4_096;

/** The control key cannot be used; the message says what to do. */
export class ControlKeyError extends Error {
  override readonly name = 'ControlKeyError';
}

/**
 * The key that peers of the control channel prove they hold. Made when there is none, readable by its owner
 * only; of several listeners starting at once one makes it, and all use that one.
 *
 * @throws ControlKeyError
 */
export function readOrCreateKey(home: string): Buffer {
  const file = path.join(home, HOME_FILES.controlKey);
  try {
    ensureHome(home, HOME_LAYOUT);
    publishFileSync(file, randomBytes(KEY_BYTES));
    const key = readFileSync(file, MAX_KEY_FILE_BYTES);
    if (key.length === KEY_BYTES) return key;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ControlKeyError(`${file} cannot be read or made: ${reason}`);
  }
  throw new ControlKeyError(`${file} is damaged: it has not ${KEY_BYTES} bytes. Remove it, and start again.`);
}
