import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { sendQuery } from '../lib/hal-client.ts';
import { loadConfig } from '../listener/config/load.ts';
import { ACCOUNT_NAMES, configuredAccount, withAccount } from './account/opened.ts';
import { explainQuestion } from './explain-question.ts';
import { notes } from './help.ts';
import { goodTable, readTableFile } from './intents-file.ts';
import { addressOf, registeredAddresses } from './listener-address.ts';
import { addSettingFlags, loadInputs, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { readOnlySupervision } from './supervision.ts';
import { CliFailure, columns, type Terminal } from './terminal.ts';
import { EXAMPLE_WARNING, warningLines } from './warnings.ts';

/**
 * `hal-listener query --explain`: queries the account directly instead of a listener and prints what was understood,
 * what was not, the statements, the number of rows and the time. It is for the operator, because statements contain
 * names of the account.
 */
async function explain(
  text: string,
  { intent, intents }: QueryOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const table = intents === undefined ? undefined : goodTable(intents, readTableFile(intents));
  const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
  await withAccount(command, configuredAccount(terminal), async (account) => {
    const question = { text: text === '' ? undefined : text, intent };
    const { reply, trace, ms, readCount } = await explainQuestion(question, {
      config,
      account,
      ...(table === undefined ? {} : { table }),
    });
    const { understood } = reply;
    const period = understood?.period;
    terminal.out(
      columns([
        ['understood', understood === undefined ? '–' : `${understood.subject}, ${understood.operation}`],
        [
          'restricted to',
          understood === undefined || understood.constraints.length === 0
            ? '–'
            : understood.constraints.join(', '),
        ],
        ['period', period === undefined ? '–' : `${period.from || '…'} to ${period.to || '…'}`],
        [
          'not understood',
          reply.remainder === undefined || reply.remainder.length === 0 ? '–' : reply.remainder.join(', '),
        ],
        ['declined', reply.declined ?? '–'],
        ...(reply.assist === undefined ? [] : [['language model', reply.assist] as const]),
        ['rows', `${reply.count}`],
        ['time', `${ms.toFixed(1)} ms; ${readCount} statements before it read dictionaries and names`],
      ]),
    );
    const lines = trace.statements.map(({ text }) => `  ${text}`);
    if (trace.omitted > 0) lines.push(`  and ${trace.omitted} more`);
    terminal.out(`${lines.join('\n')}\n${reply.text}\n`);
    if (reply.status !== 'success') throw new CliFailure('', EXIT.failed);
  });
}

const EXAMPLES = `
Exit codes: 0 answered, 1 the query failed or was not answered, 2 wrong command line.
The token comes from WEBSOCKET_TOKEN; for the listener of this home, also from config.json.

Examples:
  hal-listener query "What medications am I taking?"
  hal-listener query --intent ALLERGY --json
  hal-listener query --explain "What did I spend at Starbucks in October?"
  hal-listener query --explain --intents my-table.json "What did I spend on provender?"
  hal-listener query --url ws://qmserver:8768 "When is my next doctor appointment?"
`;

interface QueryOptions {
  readonly url?: string;
  readonly intent?: string;
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly intents?: string;
  readonly timeout: string;
}

/** `hal-listener query`: asks a question as a HAL client does, and prints the answer. */
export function queryVerb(terminal: Terminal): Command {
  const command = new Command('query')
    .description('ask a question as a HAL client does')
    .argument('[text]', 'the question')
    .option('--url <address>', 'the listener (default: this machine, the configured port)')
    .option('--intent <name>', 'ask for an intent by name, such as MEDICATION')
    .option('--json', 'print the whole response frame as JSON')
    .option(
      '--explain',
      'query the account directly; print what was understood, the statements, the rows and the time',
    )
    .option('--intents <file>', 'with --explain: answer by this table, before it is saved')
    .option('--timeout <seconds>', 'seconds to wait for the answer', '20')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES, ...ACCOUNT_NAMES]).action(
    async (text: string | undefined, options: QueryOptions) => {
      if ((text ?? '').trim() === '' && options.intent === undefined) {
        throw new CliFailure(
          'There is no question. Example: hal-listener query "What medications am I taking?"',
          EXIT.usage,
        );
      }
      if (options.intents !== undefined && !options.explain) {
        throw new CliFailure(
          '--intents needs --explain: a running listener answers by its own table. To save this one: hal-listener intents save <file>',
          EXIT.usage,
        );
      }
      if (options.explain) return explain(text?.trim() ?? '', options, command, terminal);
      const outcome = await sendQuery({
        ...(await target(options, command, terminal)),
        text: text?.trim() || undefined,
        intent: options.intent,
        timeoutMs: parseSeconds(options.timeout) * 1000,
      });
      if (!outcome.answered) throw new CliFailure(outcome.why, EXIT.failed);
      if (options.json) terminal.out(`${JSON.stringify(outcome.frame, null, 2)}\n`);
      // The JSON frame contains the warning.
      else terminal.out(`${outcome.text}\n${warningLines(outcome.example ? [EXAMPLE_WARNING] : [])}`);
      // The answer is printed either way; scripts use the exit code.
      if (!outcome.success) throw new CliFailure('', EXIT.failed);
    },
  );
}

/**
 * The address and the token to use: those of --url, else those of this home's listener if this user can read its token.
 */
async function target(
  { url }: QueryOptions,
  command: Command,
  terminal: Terminal,
): Promise<{ readonly url: string; readonly token: string | undefined }> {
  const tokenOfEnvironment = terminal.env.WEBSOCKET_TOKEN || undefined;
  if (url !== undefined) return { url, token: tokenOfEnvironment };
  const { supervisor, config } = readOnlySupervision(command, terminal);
  const phantom = await supervisor.findListener();
  const token = tokenOfEnvironment ?? config.token;
  if (phantom === undefined) return { url: addressOf({ ...config, port: supervisor.port }).socket, token };
  const { registration } = phantom;
  const listensEverywhere =
    registration.listening?.some(({ host }) => host === '0.0.0.0' || host === '::') ?? false;
  const [first] = registeredAddresses(registration, config);
  // The certificate may be issued for `localhost`.
  const socket = listensEverywhere
    ? first?.socket.replace(/127\.0\.0\.1|\[::1\]/, 'localhost')
    : first?.socket;
  return { url: socket ?? addressOf(config).socket, token };
}

function parseSeconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 3_600) return value;
  throw new CliFailure(
    `--timeout ${text} is not a number of seconds: use one above 0, up to 3600`,
    EXIT.usage,
  );
}
