import type { Autostart, AutostartEntry, AutostartFiles, AutostartState } from './autostart.ts';

/** How an entry is written into a file, and read back. */
export interface EntryText {
  /** @throws AutostartError */
  write(entry: AutostartEntry): string;
  read(text: string): AutostartState;
}

/** An autostart that is a file, and nothing else. */
export function fileAutostart(
  files: AutostartFiles,
  location: string,
  { write, read }: EntryText,
): Autostart {
  return {
    location,
    install: async (entry) => files.write(location, write(entry)),
    remove: async () => files.remove(location),
    read: async () => {
      const text = files.read(location)?.toString('utf8');
      return text === undefined ? { kind: 'absent' } : read(text);
    },
  };
}

/** What was read of a file that is there. */
export function toAutostartState(entry: AutostartEntry | undefined): AutostartState {
  return entry === undefined ? { kind: 'idle', why: 'it names no program' } : { kind: 'installed', entry };
}
