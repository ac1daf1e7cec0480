import { isProcessAlive } from '../../lib/processes.ts';
import { linux } from './linux.ts';
import type { Platform } from './platform.ts';
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

/** On other systems only the existence of a process can be determined. */
const unsupported: Platform = {
  portOwner: async () => ({ kind: 'hidden', addresses: [] }),
  process: async (pid) => (isProcessAlive(pid) ? { pid, name: 'unknown' } : undefined),
  listenerPrograms: async () => ({
    programs: [],
    incomplete: 'Phantoms of other homes can be found on Linux and Windows only.',
  }),
  isAlive: isProcessAlive,
  terminate: linux.terminate,
};
