import { homedir, userInfo } from 'node:os';
import path from 'node:path';

/** Where a user's own folder may be told. */
export interface UserFolderSources {
  /** As the environment tells it (HOME, USERPROFILE). */
  readonly told: () => string;
  /** As the system knows the user. */
  readonly known: () => string;
  readonly paths: path.PlatformPath;
}

const SYSTEM: UserFolderSources = { told: homedir, known: () => userInfo().homedir, paths: path };

/**
 * The user's own folder, always absolute. An environment that says `HOME=""` or `HOME=.` means none: followed, it would
 * put keys, records and sessions into whatever folder a command is started in.
 *
 * @returns undefined where the user has none, as some accounts of services
 */
export function userFolder({ told, known, paths }: UserFolderSources = SYSTEM): string | undefined {
  for (const ask of [told, known]) {
    try {
      const folder = ask();
      if (paths.isAbsolute(folder)) return folder;
    } catch {
      // The user has no entry in the system's list.
    }
  }
  return undefined;
}

/** A folder that an environment variable names; undefined where it names none, or a relative one. */
export function absoluteFolder(value: string | undefined, paths: path.PlatformPath): string | undefined {
  return value !== undefined && paths.isAbsolute(value) ? value : undefined;
}
