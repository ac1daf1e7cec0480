import type { AutostartMachineOf } from '../autostart-settings.ts';

/** A Linux machine whose automatic starts are kept in `files`, and whose home is not there. */
export function memoryMachine(files: Map<string, Buffer>): ReturnType<AutostartMachineOf> {
  return {
    platform: 'linux',
    env: {},
    userDir: '/home/anna',
    user: 'anna',
    tempDir: '/tmp',
    run: async () => '',
    makeFolder: () => undefined,
    homeDisk: {
      kindOf: () => 'absent',
      makeFolder: () => undefined,
      rename: () => undefined,
      removeFolder: () => undefined,
      isEmpty: () => true,
    },
    files: {
      read: (file) => files.get(file),
      write: (file, content) => void files.set(file, Buffer.from(content)),
      remove: (file) => void files.delete(file),
    },
  };
}
