import path from 'node:path';
import { HOME_FILES } from '../contract/home-files.ts';
import { FileError } from '../lib/file-error.ts';
import { readFileSync } from '../lib/read-file.ts';
import { ControlError } from './control-error.ts';

const MAX_KEY_FILE_BYTES = 4_096;

/**
 * The key of a home, which its first listener made.
 *
 * @returns undefined where no listener has ever run there
 * @throws ControlError `not-admitted` where this user may not read it
 */
export function readControlKey(home: string): Buffer | undefined {
  const file = path.join(home, HOME_FILES.controlKey);
  try {
    return readFileSync(file, MAX_KEY_FILE_BYTES);
  } catch (error) {
    const code = error instanceof FileError ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (error instanceof FileError && code !== 'EACCES' && code !== 'EPERM') {
      throw new ControlError('not-admitted', `${error.message}. Remove it, and start the listener again.`);
    }
    throw new ControlError(
      'not-admitted',
      `${file} may not be read by this user: run as the user the listener runs as, or as an administrator.`,
    );
  }
}
