import { HOME_LAYOUT } from '../contract/home-files.ts';
import { ensureHome } from '../lib/private-file.ts';

/**
 * Makes the home, for its owner alone, whoever comes first. What cannot be made is said by whoever needs it.
 *
 * @returns folders that other users may look into, and that are not ours to close
 */
export function createHome(home: string): readonly string[] {
  try {
    return ensureHome(home, HOME_LAYOUT);
  } catch {
    return [];
  }
}
