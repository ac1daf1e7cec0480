import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { runTool } from '../platform/run-tool.ts';
import type { AutostartFiles } from './autostart.ts';
import type { AutostartMachine } from './kinds.ts';

/** The machine this process runs on, for its user. */
export function thisAutostartMachine(env: AutostartMachine['env']): AutostartMachine {
  return {
    platform: process.platform,
    env,
    userDir: homedir(),
    user: userInfo().username,
    tempDir: tmpdir(),
    run: runTool,
    files: DISK,
  };
}

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
