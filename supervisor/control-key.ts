import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES } from '../contract/home-files.ts';
import { ControlError } from './control-error.ts';

/**
 * The key of a home, which its first listener made.
 *
 * @returns undefined where no listener has ever run there
 * @throws ControlError `not-admitted` where this user may not read it
 */
export function readControlKey(home: string): Buffer | undefined {
  const file = path.join(home, HOME_FILES.controlKey);
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw new ControlError(
      'not-admitted',
      `${file} may not be read by this user: run as the user the listener runs as, or as an administrator.`,
    );
  }
}
