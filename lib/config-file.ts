import { statSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_FORM } from '../contract/settings.ts';
import { replaceFileSync } from './atomic-file.ts';
import { keepOlderForm } from './older-form.ts';
import { replaceKeepingPrevious } from './previous-file.ts';

/** A home that a package made for the machine, and where the package put its configuration. */
const PACKAGED = { home: '/var/lib/hal-listener', folder: '/etc/hal-listener' };
const FILE = 'config.json';
const PREVIOUS_FILE = 'config.previous.json';

/** What is asked of the disk; tests bring their own. */
type IsDirectory = (folder: string) => boolean;

const onDisk: IsDirectory = (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * The configuration file of a home: `config.json` in it. A package of the system keeps configuration apart from data
 * (Filesystem Hierarchy Standard 3.0, section 3.7): there it is `/etc/hal-listener/config.json`.
 *
 * @param join how paths are joined where they are used
 */
export function configFileOf(
  home: string,
  isDirectory: IsDirectory = onDisk,
  join: (...names: string[]) => string = path.join,
): string {
  const packaged = home === PACKAGED.home && isDirectory(PACKAGED.folder);
  return join(packaged ? PACKAGED.folder : home, FILE);
}

/** Where the configuration file is kept as it was before its last change. */
export function previousConfigFileOf(home: string): string {
  return path.join(path.dirname(configFileOf(home)), PREVIOUS_FILE);
}

/**
 * Writes the configuration file of a home, and keeps the one that it replaces beside it. One of a package stays readable
 * for the group of the service, which may not write it; any other is its owner's alone. A file of an older form is kept
 * as well.
 *
 * @param content in the current form
 * @throws Node's file errors
 */
export function writeConfigFile(home: string, content: string): void {
  const file = configFileOf(home);
  keepOlderForm(file, CONFIG_FORM);
  const write = (name: string, text: string | Uint8Array): void => replaceInPlace(home, name, text);
  replaceKeepingPrevious({ file, previous: previousConfigFileOf(home), write }, content);
}

function replaceInPlace(home: string, file: string, content: string | Uint8Array): void {
  if (path.dirname(file) !== PACKAGED.folder) return replaceFileSync(file, content);
  const { mode, uid, gid } = statSync(file, { throwIfNoEntry: false }) ?? {
    mode: 0o640,
    uid: 0,
    gid: gidOf(home),
  };
  replaceFileSync(file, content, { mode: mode & 0o777, owner: { uid, gid } });
}

function gidOf(home: string): number {
  return statSync(home).gid;
}

/** A stamp of several files, to detect whether one has changed; missing and unreadable files are included. */
export function stampOfFiles(files: readonly (string | undefined)[]): string {
  return files.map((file) => (file === undefined ? '' : stampOf(file))).join(' ');
}

function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return '-';
  }
}
