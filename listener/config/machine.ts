import { accessSync, closeSync, constants, openSync, statSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { readFileSync } from '../../lib/read-file.ts';
import { userFolder } from '../../lib/user-folder.ts';
import { ConfigError } from './config.ts';

/** Everything configuration may look at outside itself; tests hand in a Windows machine on Linux. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder relative paths of flags and environment start from. */
  readonly cwd: string;
  /** The user's own folder, absolute, as `/home/anna`. Throws ConfigError where there is none. */
  readonly userDir: string;
  readonly files: FileAccess;
}

/** The few questions configuration asks of the disk. */
interface FileAccess {
  /** The whole file; throws FileError or Node's file errors (ENOENT, EACCES, EISDIR ...). */
  read(file: string): Uint8Array;
  isDirectory(directory: string): boolean;
  /** Whether this process may make files in the directory; false where it is none. */
  canWriteIn(directory: string): boolean;
}

/** This machine. `env` is a parameter because a command's terminal brings its own. */
export function currentMachine(env: Machine['env'] = process.env): Machine {
  const { platform } = process;
  return {
    platform,
    env,
    cwd: process.cwd(),
    // Asked late: a service account may have none.
    get userDir() {
      const folder = userFolder();
      if (folder !== undefined) return folder;
      throw new ConfigError('This user has no home folder: set HAL_LISTENER_HOME to an absolute path.');
    },
    files: diskAccess(platform),
  };
}

/** The same machine, seen with another environment. */
export function withEnvironment(machine: Machine, env: Machine['env']): Machine {
  // By inheritance, since the user's folder is asked late.
  return Object.create(machine, { env: { value: env, enumerable: true } });
}

/** Path rules of the platform asked about, which in a test is not the one we run on. */
export function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}

/** An environment variable. Windows knows them in any case; a copied `process.env` no longer does. */
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
    isDirectory: (directory) => attempt(() => isDirectory(directory)),
    canWriteIn: (directory) =>
      attempt(
        () => isDirectory(directory) && (platform === 'win32' ? probe(directory) : writable(directory)),
      ),
  };
}

function writable(directory: string): boolean {
  accessSync(directory, constants.W_OK | constants.X_OK);
  return true;
}

/** On Windows access() sees the read-only attribute but no access list: only making a file tells. */
function probe(directory: string): boolean {
  const file = path.join(directory, `.hal-listener-${process.pid}`);
  closeSync(openSync(file, 'w'));
  unlinkSync(file);
  return true;
}

function attempt(question: () => boolean): boolean {
  try {
    return question();
  } catch {
    return false;
  }
}
