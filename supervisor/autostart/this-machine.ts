import {
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { replaceFileSync } from '../../lib/atomic-file.ts';
import { isAbsent } from '../../lib/file-error.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { userFolder, userName } from '../../lib/user.ts';
import { runTool } from '../platform/run-tool.ts';
import type { AutostartMachine } from './autostart.ts';
import { AutostartError, type AutostartFiles } from './autostart.ts';
import type { HomeDisk } from './shared-home.ts';

/** This machine and the user of this process. */
export function thisAutostartMachine(env: AutostartMachine['env']): AutostartMachine {
  return {
    platform: process.platform,
    env,
    userDir: homeFolder(),
    user: userName(),
    tempDir: tmpdir(),
    run: runTool,
    files: DISK,
  };
}

/** Mode of new files, which systemd, a desktop and other tools read. */
const FOR_EVERYONE = 0o644;

const DISK: AutostartFiles = {
  read: (file) => {
    try {
      return readFileSync(file);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  },
  write: (file, content) => {
    mkdirSync(path.dirname(file), { recursive: true });
    const before = statSync(file, { throwIfNoEntry: false });
    // An existing file, such as QM's configuration, keeps its permissions, and a link to it is kept.
    if (before === undefined) return replaceFileSync(file, content, { mode: FOR_EVERYONE });
    const { mode, uid, gid } = before;
    replaceFileSync(realpathSync(file), content, { mode: mode & 0o7777, owner: { uid, gid } });
  },
  remove: (file) => rmSync(file, { force: true }),
};

/** The file system, for the machine-wide home. */
export const HOME_DISK: HomeDisk = {
  kindOf: (file) => {
    // A junction of Windows is a link here too.
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined) return 'absent';
    return found.isDirectory() ? 'folder' : 'other';
  },
  makeFolder: (folder) => void mkdirSync(folder),
  rename: renameSync,
  removeFolder: rmdirSync,
  isEmpty: (folder) => readdirSync(folder).length === 0,
};

/** @throws AutostartError */
function homeFolder(): string {
  const folder = userFolder();
  if (folder !== undefined) return folder;
  throw new AutostartError('This user has no home folder, so nothing can be started at login.');
}
