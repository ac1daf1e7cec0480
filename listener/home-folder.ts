import { HOME_LAYOUT } from '../contract/home-files.ts';
import { ensureHome } from '../lib/private-file.ts';

/**
 * Creates the home folder with access for its owner only. Errors are ignored; whoever uses the folder reports them.
 *
 * @returns folders that other users can read and whose permissions we may not change
 */
export function createHome(home: string): readonly string[] {
  try {
    return ensureHome(home, HOME_LAYOUT);
  } catch {
    return [];
  }
}
