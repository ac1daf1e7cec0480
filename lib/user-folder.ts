import { homedir, userInfo } from 'node:os';
import path from 'node:path';

/** The sources of the user's own folder. */
export interface UserFolderSources {
  /** From the environment (HOME, USERPROFILE). */
  readonly fromEnvironment: () => string;
  /** From the system's user list. */
  readonly fromSystem: () => string;
  readonly paths: path.PlatformPath;
}

const SYSTEM: UserFolderSources = {
  fromEnvironment: homedir,
  fromSystem: () => userInfo().homedir,
  paths: path,
};

/**
 * The user's own folder, always absolute. `HOME=""` and `HOME=.` in the environment are ignored: they would put keys,
 * records and sessions into whatever folder a command is started in.
 *
 * @returns undefined if the user has none, like some service accounts
 */
export function userFolder({
  fromEnvironment,
  fromSystem,
  paths,
}: UserFolderSources = SYSTEM): string | undefined {
  for (const read of [fromEnvironment, fromSystem]) {
    try {
      const folder = read();
      if (paths.isAbsolute(folder)) return folder;
    } catch {
      // The user has no entry in the system's user list.
    }
  }
  return undefined;
}

/** The folder in an environment variable; undefined if it is not set or relative. */
export function absoluteFolder(value: string | undefined, paths: path.PlatformPath): string | undefined {
  return value !== undefined && paths.isAbsolute(value) ? value : undefined;
}
