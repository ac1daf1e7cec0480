import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { HOME_FILES } from '../../contract/home-files.ts';
import { publishFileSync, removeIfUnchangedSync } from '../../lib/atomic-file.ts';
import { isAbsent } from '../../lib/file-error.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { createHome } from '../home-folder.ts';
import type { Log } from '../log/log-line.ts';

const KEY_BYTES = 32;
const MAX_KEY_FILE_BYTES = 4_096;
/** Attempts to replace a damaged key. */
const MAX_TRIES = 5;

/** The control key cannot be used; the message says what to do. */
class ControlKeyError extends Error {
  override readonly name = 'ControlKeyError';
}

/**
 * Reads the key with which peers of the control channel authenticate, or creates it, readable by its owner only. If
 * several listeners start at once, one creates it and all use it. A key that is empty or truncated (full disk, power
 * failure) is moved aside and replaced, with a warning.
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
      if (key !== undefined && removeIfUnchangedSync(file, key, true)) {
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
 * Checks the key in use: restores the file if it was removed, and adopts the key if another listener of the home has
 * created a new one. The buffer is updated in place, so that everybody who holds it uses the new key.
 *
 * @returns what was done; undefined if nothing
 * @throws Node's file errors
 */
export function renewKey(home: string, key: Buffer): 'restored' | 'replaced' | undefined {
  const file = path.join(home, HOME_FILES.controlKey);
  const stored = readKey(file);
  if (stored === undefined) return publishFileSync(file, key) ? 'restored' : undefined;
  if (stored.length !== KEY_BYTES) {
    removeIfUnchangedSync(file, stored, true);
    return publishFileSync(file, key) ? 'restored' : undefined;
  }
  if (stored.equals(key)) return undefined;
  stored.copy(key);
  return 'replaced';
}

/** Undefined if there is none. @throws FileError */
function readKey(file: string): Buffer | undefined {
  try {
    return readFileSync(file, MAX_KEY_FILE_BYTES);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
