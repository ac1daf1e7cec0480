import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { checkListener } from './listener-check.ts';
import { awaitRepublished } from './republished.ts';
import { addSettingFlags } from './setting-flags.ts';
import { lookingSupervision, phantomInWords, startFailed } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { listenerWarnings, startWarnings, warningLines } from './warnings.ts';

const EXAMPLES = `
A real handshake and a ping, as a client makes them, at the addresses where the listener of this home runs: an open
port alone proves nothing, and every answer of its web server, also a refusal, is a sign of life. Made for a task
every five minutes. A listener that was stopped on purpose is left stopped. A restart repeats how it ran; what only
the environment of its start had (a token, a password) has to be in this one too, or in config.json.

Exit codes: 0 it answers, or was stopped on purpose; 1 it does not.

Examples:
  hal-listener check
  hal-listener check --restart
`;

/** `hal-listener check`: the health check of a task or a monitor. */
export function checkVerb(terminal: Terminal): Command {
  const command = new Command('check')
    .description('connect as a client does, and say whether the listener answers')
    .option('--restart', 'restart it where it does not, unless it was stopped on purpose')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command).action(async ({ restart = false }: { readonly restart?: boolean }) => {
    const looking = lookingSupervision(command, terminal);
    const { supervisor } = looking;
    await awaitRepublished(looking);
    const checked = await checkListener(looking);
    if (checked.kind === 'answers') {
      terminal.out(`The listener answers (${checked.how}).\n`);
      const { phantom } = checked;
      if (phantom?.condition === 'answers') terminal.out(warningLines(listenerWarnings(phantom.status)));
      return;
    }
    const { desired } = supervisor;
    if (desired?.desired === 'stopped') {
      return leftStopped(terminal, desired.by);
    }
    if (checked.kind === 'elsewhere') throw new CliFailure(checked.why, EXIT.failed);
    if (!restart) throw new CliFailure(`The listener does not answer: ${checked.why}`, EXIT.failed);
    terminal.err(`The listener does not answer: ${checked.why}. It is restarted.\n`);
    supervisor.events.on('log', (line) => terminal.err(`${line}\n`));
    const result = await supervisor.restart({ unlessStopped: true });
    if (result.kind === 'failed' && result.failure.kind === 'countermanded') {
      return leftStopped(terminal, result.failure.by);
    }
    if (result.kind === 'failed') throw await startFailed(result.failure);
    if (result.kind === 'no-such-phantom') return;
    terminal.out(`Restarted: ${phantomInWords(result.phantom)}\n`);
    terminal.out(warningLines(await startWarnings(supervisor, result.phantom)));
  });
}

function leftStopped(terminal: Terminal, by: string): void {
  terminal.out(`The listener was stopped by ${by}, and is left so.\n`);
}
