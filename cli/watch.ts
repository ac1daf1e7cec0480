import { Command, Option } from 'commander';
import { PHANTOM_ORIGINS, type PhantomOrigin } from '../contract/phantom-origins.ts';
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
    .addOption(
      new Option('--origin <origin>', 'what started this, as the listener shows it')
        .choices(PHANTOM_ORIGINS)
        .default('watch'),
    )
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command).action(async ({ origin }: { readonly origin: PhantomOrigin }) => {
    const { supervisor } = supervision(command, terminal, origin);
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
