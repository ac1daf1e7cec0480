import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { ask } from './hal-client.ts';
import { listenerAddress } from './listener-address.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Exit codes: 0 answered, 1 the question failed or nobody answered, 2 wrong use.
A token is taken from WEBSOCKET_TOKEN.

Examples:
  hal-listener query "What medications am I taking?"
  hal-listener query --intent ALLERGY --json
  hal-listener query --url ws://qmserver:8768 "When is my next doctor appointment?"
`;

interface QueryOptions {
  readonly url?: string;
  readonly intent?: string;
  readonly json?: boolean;
  readonly timeout: string;
}

/** `hal-listener query`: asks as a HAL client does, and prints the answer. */
export function queryVerb(terminal: Terminal): Command {
  const command = new Command('query')
    .description('ask a question as a HAL client does')
    .argument('[text]', 'the question')
    .option('--url <address>', 'the listener (default: this machine, the configured port)')
    .option('--intent <name>', 'ask for an intent by name, as MEDICATION')
    .option('--json', 'print the whole response frame')
    .option('--timeout <seconds>', 'how long to wait', '20')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async (text: string | undefined, options: QueryOptions) => {
      if ((text ?? '').trim() === '' && options.intent === undefined) {
        throw new CliFailure(
          'There is no question: hal-listener query "What medications am I taking?"',
          EXIT.usage,
        );
      }
      const outcome = await ask({
        url: options.url ?? listenerAddress(command, terminal).socket,
        text: text?.trim() || undefined,
        intent: options.intent,
        token: terminal.env.WEBSOCKET_TOKEN || undefined,
        timeoutMs: seconds(options.timeout) * 1000,
      });
      if (!outcome.answered) throw new CliFailure(outcome.why, EXIT.failed);
      terminal.out(options.json ? `${JSON.stringify(outcome.frame, null, 2)}\n` : `${outcome.text}\n`);
      // The answer is printed either way; scripts look at the code.
      if (!outcome.success) throw new CliFailure('', EXIT.failed);
    },
  );
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 3_600) return value;
  throw new CliFailure(
    `--timeout ${text} is not a time: allowed are seconds above 0, up to 3600`,
    EXIT.usage,
  );
}
