import { ensurePrivateFolder } from '../lib/private-folder.ts';
import type { AutostartMachine } from '../supervisor/autostart/kinds.ts';
import { thisAutostartMachine } from '../supervisor/autostart/this-machine.ts';
import type { Terminal } from './terminal.ts';

/** What `hal-listener autostart` may touch; tests bring a machine of their own. */
export type AutostartMachineOf = (terminal: Terminal) => AutostartMachine & {
  readonly makeFolder: (folder: string) => void;
};

/** This computer, for the user who runs the command. */
export const thisComputer: AutostartMachineOf = (terminal) => ({
  ...thisAutostartMachine(terminal.env),
  makeFolder: (folder) => void ensurePrivateFolder(folder),
});
