import { homedir, userInfo } from 'node:os';
import path from 'node:path';

/** The user of this process, as the system knows them; tests bring their own. */
interface UserSources {
  readonly name: () => string;
  readonly id: () => number | undefined;
}

const SYSTEM: UserSources = { name: () => userInfo().username, id: () => process.getuid?.() };

/**
 * The name of the user of this process. A process may run under a number that the system's list does not have, as in
 * many containers: its name is that number then.
 */
export function userName({ name, id }: UserSources = SYSTEM): string {
  try {
    return name();
  } catch {
    const uid = id();
    return uid === undefined ? 'unknown user' : `uid ${uid}`;
  }
}

/** The number of the user of this process; -1 on Windows, where users have none. */
export function userId({ id }: Pick<UserSources, 'id'> = SYSTEM): number {
  return id() ?? -1;
}

/** What tells a service account of Windows from a person. */
interface AccountSources {
  readonly platform: NodeJS.Platform;
  /** The user's folder, as the system has it. */
  readonly folder: () => string;
  readonly systemRoot: string | undefined;
}

const THIS_ACCOUNT: AccountSources = {
  platform: process.platform,
  folder: () => userInfo().homedir,
  systemRoot: process.env.SystemRoot,
};

/**
 * Whether this process runs on Windows as SYSTEM or another service account. Their names are translated; their folders are
 * those of Windows itself, as `C:\\Windows\\System32\\config\\systemprofile`.
 */
export function isServiceAccount({ platform, folder, systemRoot }: AccountSources = THIS_ACCOUNT): boolean {
  if (platform !== 'win32') return false;
  const root = path.win32.resolve(systemRoot ?? 'C:\\Windows').toLowerCase();
  try {
    return path.win32.resolve(folder()).toLowerCase().startsWith(`${root}\\`);
  } catch {
    return false;
  }
}

/** The sources of the user's own folder. */
interface UserFolderSources {
  /** From the environment (HOME, USERPROFILE). */
  readonly fromEnvironment: () => string;
  /** From the system's user list. */
  readonly fromSystem: () => string;
  readonly paths: path.PlatformPath;
}

const FOLDER_SOURCES: UserFolderSources = {
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
}: UserFolderSources = FOLDER_SOURCES): string | undefined {
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
