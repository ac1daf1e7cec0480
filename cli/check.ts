import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { tryHandshake } from './handshake.ts';
import { addressOf } from './listener-address.ts';
import { addSettingFlags } from './setting-flags.ts';
import { phantomInWords, startFailed, supervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
A real handshake and a ping, as a client makes them: an open port alone proves nothing. Made for a task every
five minutes. A listener that was stopped on purpose is left stopped.

Exit codes: 0 it answers, or was stopped on purpose; 1 it does not.

Examples:
  hal-listener check
  hal-listener check --restart
`;

const ANSWERS_WITHIN_MS = 5_000;

/** `hal-listener check`: the health check of a task or a monitor. */
export function checkVerb(terminal: Terminal): Command {
  const command = new Command('check')
    .description('connect as a client does, and say whether the listener answers')
    .option('--restart', 'restart it where it does not, unless it was stopped on purpose')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command).action(async ({ restart = false }: { readonly restart?: boolean }) => {
    const { supervisor, config } = supervision(command, terminal);
    // An IPv4 address where it can be: `localhost` is ::1 first on Windows.
    const { socket } = addressOf(config, '127.0.0.1');
    const { token } = config;
    const outcome = await tryHandshake({ url: socket, token, timeoutMs: ANSWERS_WITHIN_MS });
    if (outcome.kind === 'answers') {
      terminal.out(`The listener answers (${outcome.ms} ms).\n`);
      return;
    }
    const { desired } = supervisor;
    if (desired?.desired === 'stopped') {
      terminal.out(`The listener was stopped by ${desired.by}, and is left so.\n`);
      return;
    }
    if (!restart) throw new CliFailure(`The listener does not answer: ${outcome.why}`, EXIT.failed);
    terminal.err(`The listener does not answer: ${outcome.why}. It is restarted.\n`);
    supervisor.events.on('log', (line) => terminal.err(`${line}\n`));
    const result = await supervisor.restart();
    if (result.kind === 'failed') throw await startFailed(result.failure);
    if (result.kind === 'no-such-phantom') return;
    terminal.out(`Restarted: ${phantomInWords(result.phantom)}\n`);
  });
}
