import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { ACCOUNT_NAMES } from './account/opened.ts';
import { explain } from './explain.ts';
import { ask } from './hal-client.ts';
import { addressOf } from './listener-address.ts';
import { registeredAddresses } from './registered-address.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { lookingSupervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { EXAMPLE_WARNING, warningLines } from './warnings.ts';

const EXAMPLES = `
Exit codes: 0 answered, 1 the question failed or nobody answered, 2 wrong use.
A token is taken from WEBSOCKET_TOKEN, for the listener of this home from config.json too.

Examples:
  hal-listener query "What medications am I taking?"
  hal-listener query --intent ALLERGY --json
  hal-listener query --explain "What did I spend at Starbucks in October?"
  hal-listener query --url ws://qmserver:8768 "When is my next doctor appointment?"
`;

interface QueryOptions {
  readonly url?: string;
  readonly intent?: string;
  readonly json?: boolean;
  readonly explain?: boolean;
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
    .option('--explain', 'ask the account itself; print what was understood, the statements, rows and time')
    .option('--timeout <seconds>', 'how long to wait', '20')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command, ['port', ...PLACE_NAMES, ...ACCOUNT_NAMES]).action(
    async (text: string | undefined, options: QueryOptions) => {
      if ((text ?? '').trim() === '' && options.intent === undefined) {
        throw new CliFailure(
          'There is no question: hal-listener query "What medications am I taking?"',
          EXIT.usage,
        );
      }
      if (options.explain) return explain(text?.trim() ?? '', options.intent, command, terminal);
      const outcome = await ask({
        ...(await target(options, command, terminal)),
        text: text?.trim() || undefined,
        intent: options.intent,
        timeoutMs: seconds(options.timeout) * 1000,
      });
      if (!outcome.answered) throw new CliFailure(outcome.why, EXIT.failed);
      if (options.json) terminal.out(`${JSON.stringify(outcome.frame, null, 2)}\n`);
      // The frame for programs says it itself.
      else terminal.out(`${outcome.text}\n${warningLines(outcome.example ? [EXAMPLE_WARNING] : [])}`);
      // The answer is printed either way; scripts look at the code.
      if (!outcome.success) throw new CliFailure('', EXIT.failed);
    },
  );
}

/** The listener of this home at its own address, with its token where this user may read that; or another by its address. */
async function target(
  { url }: QueryOptions,
  command: Command,
  terminal: Terminal,
): Promise<{ readonly url: string; readonly token: string | undefined }> {
  const said = terminal.env.WEBSOCKET_TOKEN || undefined;
  if (url !== undefined) return { url, token: said };
  const { supervisor, config } = lookingSupervision(command, terminal);
  const phantom = await supervisor.adopt();
  const token = said ?? config.token;
  if (phantom === undefined) return { url: addressOf({ ...config, port: supervisor.port }).socket, token };
  const { registration } = phantom;
  const everywhere = registration.listening?.some(({ host }) => host === '0.0.0.0' || host === '::') ?? false;
  const [first] = registeredAddresses(registration, config);
  // By the name that its certificate may have.
  const socket = everywhere ? first?.socket.replace(/127\.0\.0\.1|\[::1\]/, 'localhost') : first?.socket;
  return { url: socket ?? addressOf(config).socket, token };
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 3_600) return value;
  throw new CliFailure(
    `--timeout ${text} is not a time: allowed are seconds above 0, up to 3600`,
    EXIT.usage,
  );
}
