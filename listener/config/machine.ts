import { accessSync, closeSync, constants, openSync, statSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { readFileSync } from '../../lib/read-file.ts';
import { userFolder } from '../../lib/user.ts';
import { ConfigError } from './config.ts';

/** Everything that configuration reads from its surroundings; tests pass a Windows machine on Linux. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Base folder of relative paths in flags and the environment. */
  readonly cwd: string;
  /** The user's own folder, absolute, for example `/home/anna`. Throws ConfigError if there is none. */
  readonly userDir: string;
  readonly files: FileAccess;
}

/** The file operations that configuration needs. */
interface FileAccess {
  /** The whole file; throws FileError or Node's file errors (ENOENT, EACCES, EISDIR ...). */
  read(file: string): Uint8Array;
  isDirectory(directory: string): boolean;
  /** Whether this process may create files in the directory; false if it is no directory. */
  canWriteIn(directory: string): boolean;
}

/** This machine. @param env the environment, which a command may replace by that of its terminal */
export function currentMachine(env: Machine['env'] = process.env): Machine {
  const { platform } = process;
  return {
    platform,
    env,
    cwd: process.cwd(),
    // Read lazily: a service account may have none.
    get userDir() {
      const folder = userFolder();
      if (folder !== undefined) return folder;
      throw new ConfigError('This user has no home folder: set HAL_LISTENER_HOME to an absolute path.');
    },
    files: diskAccess(platform),
  };
}

/** The same machine with another environment. */
export function withEnvironment(machine: Machine, env: Machine['env']): Machine {
  // Inherits instead of copying, so that `userDir` stays lazy.
  return Object.create(machine, { env: { value: env, enumerable: true } });
}

/** Path rules of a platform, which in tests is not the one we run on. */
export function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}

/** Reads an environment variable. On Windows names ignore case, but not in a copy of `process.env`. */
export function environmentValue(machine: Machine, key: string): string | undefined {
  const exact = machine.env[key];
  if (exact !== undefined || machine.platform !== 'win32') return exact;
  const found = Object.keys(machine.env).find((name) => name.toUpperCase() === key.toUpperCase());
  return found === undefined ? undefined : machine.env[found];
}

function diskAccess(platform: NodeJS.Platform): FileAccess {
  const isDirectory = (directory: string): boolean => {
    return statSync(directory, { throwIfNoEntry: false })?.isDirectory() ?? false;
  };
  return {
    read: (file) => readFileSync(file),
    isDirectory: (directory) => trueUnlessError(() => isDirectory(directory)),
    canWriteIn: (directory) =>
      trueUnlessError(
        () =>
          isDirectory(directory) && (platform === 'win32' ? canCreateFile(directory) : isWritable(directory)),
      ),
  };
}

function isWritable(directory: string): boolean {
  accessSync(directory, constants.W_OK | constants.X_OK);
  return true;
}

/** On Windows access() checks the read-only attribute but no access list, so a file is created to find out. */
function canCreateFile(directory: string): boolean {
  const file = path.join(directory, `.hal-listener-${process.pid}`);
  closeSync(openSync(file, 'w'));
  unlinkSync(file);
  return true;
}

function trueUnlessError(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return false;
  }
}
