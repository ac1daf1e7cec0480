import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { AutostartFiles } from '../supervisor/autostart/autostart.ts';
import type { AutostartMachine } from '../supervisor/autostart/kinds.ts';
import { runTool } from '../supervisor/platform/run-tool.ts';
import type { Terminal } from './terminal.ts';

/** What `hal-listener autostart` may touch; tests bring a machine of their own. */
export type AutostartMachineOf = (terminal: Terminal) => AutostartMachine & {
  readonly makeFolder: (folder: string) => void;
};

/** This computer, for the user who runs the command. */
export const thisComputer: AutostartMachineOf = (terminal) => ({
  platform: process.platform,
  env: terminal.env,
  userDir: homedir(),
  user: userInfo().username,
  tempDir: tmpdir(),
  run: runTool,
  files: DISK,
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true }),
});

const DISK: AutostartFiles = {
  read: (file) => {
    try {
      return readFileSync(file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  },
  write: (file, content) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  },
  remove: (file) => rmSync(file, { force: true }),
};
