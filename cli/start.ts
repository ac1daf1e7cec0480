import { Command } from 'commander';
import { flagArguments, PORT_FLAG, type StartFlags } from '../contract/start-flags.ts';
import { plain } from './colors.ts';
import { headline } from './format-status.ts';
import { notes } from './help.ts';
import { addSettingFlags, isDebugFlag } from './setting-flags.ts';
import { describeListener, startFailure, supervision } from './supervision.ts';
import type { Terminal } from './terminal.ts';
import { startWarnings, warningLines } from './warnings.ts';

const EXAMPLES = `
The listener keeps running when this terminal closes. Its logs: hal-listener logs --follow

Examples:
  hal-listener start                 on the configured port and account
  hal-listener start --port 9000     on another port
  hal-listener start --debug         every step in the log (PHANTOM WEBSOCKET.LISTENER DEBUG)
`;

/** `hal-listener start`: starts a listener in the background, unless one is already running. */
export function startVerb(terminal: Terminal): Command {
  const command = new Command('start')
    .description('start the listener in the background')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command).action(async () => {
    const { supervisor } = supervision(command, terminal);
    const { flags } = supervisor.options;
    const result = await supervisor.start({ flags, debug: isDebugFlag(command) });
    if (result.kind === 'failed') throw await startFailure(result.failure);
    const paint = terminal.paint ?? plain;
    const description = describeListener(result.listener);
    terminal.out(
      result.kind === 'started'
        ? `${headline(paint, 'running', 'RUNNING')}${description}\n`
        : `${headline(paint, 'running', 'RUNNING already')}${description}\nNothing was changed.${describeIgnoredFlags(flags)}\n`,
    );
    terminal.out(warningLines(await startWarnings(supervisor, result.listener)));
  });
}

/** The command that would apply the flags to a listener that is already running. */
function describeIgnoredFlags(flags: StartFlags): string {
  const ignored = flagArguments(flags).filter((flag) => !flag.startsWith(PORT_FLAG));
  return ignored.length === 0 ? '' : ` To change it: hal-listener restart ${ignored.join(' ')}`;
}
