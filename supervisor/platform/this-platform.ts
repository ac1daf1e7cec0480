import { linux } from './linux.ts';
import { isAlive, type Platform } from './platform.ts';
import { runTool } from './run-tool.ts';
import { windows } from './windows.ts';

/** The operating system this process runs on. */
export function thisPlatform(platform: NodeJS.Platform = process.platform): Platform {
  switch (platform) {
    case 'linux':
      return linux;
    case 'win32':
      return windows(runTool);
    default:
      return unsupported;
  }
}

/** Knows living from dead, and no more. */
const unsupported: Platform = {
  portOwner: async () => ({ kind: 'hidden', addresses: [] }),
  process: async (pid) => (isAlive(pid) ? { pid, name: 'unknown' } : undefined),
  isAlive,
  terminate: linux.terminate,
};
