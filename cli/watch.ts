import { Command } from 'commander';
import { Watch } from '../supervisor/watch.ts';
import { type Interruption, interruption } from './interruption.ts';
import { addSettingFlags } from './setting-flags.ts';
import { supervision } from './supervision.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
The supervisor without a screen: what a boot task, a service or a unit runs. It adopts a listener that runs, restarts
one that dies or hangs, and leaves one alone that was stopped on purpose. Ending it leaves the listener running.

Example:
  hal-listener watch
`;

/** `hal-listener watch`: keeps the listener running until told to leave. */
export function watchVerb(terminal: Terminal, interrupted: () => Interruption = interruption): Command {
  const command = new Command('watch')
    .description('keep the listener running, without a screen')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command).action(async () => {
    const { supervisor } = supervision(command, terminal, 'watch');
    const say = (line: string): void => terminal.out(`${new Date().toISOString()} ${line}\n`);
    supervisor.events.on('log', say);
    supervisor.events.on('state', ({ kind, reason }) => say(`${kind}: ${reason}`));
    const end = interrupted();
    try {
      await new Watch(supervisor, end.signal).run();
    } finally {
      end.release();
    }
  });
}
