import type { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { systemClock } from '../lib/clock.ts';
import type { Account } from '../listener/account/account.ts';
import { fromQmText } from '../listener/account/text.ts';
import { openAnswering } from '../listener/answering.ts';
import { loadConfig } from '../listener/config/load.ts';
import { configuredAccount, withAccount } from './account/opened.ts';
import { columns } from './columns.ts';
import { loadInputs, orBadConfiguration } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

/**
 * `hal-listener query --explain`: asks the account itself, not a listener, and prints what was understood, what was
 * not, the statements, how many rows and how long. Statements hold names of the account: they are for the operator.
 */
export async function explain(
  text: string,
  intent: string | undefined,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
  await withAccount(command, configuredAccount(terminal), async (account) => {
    const statements: string[] = [];
    const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
    const answering = await openAnswering({
      config,
      account: noting(account, statements),
      log,
      clock: systemClock,
    });
    try {
      const ask = () =>
        answering.answerer.answer(
          { text: text === '' ? undefined : text, intent },
          { signal: new AbortController().signal, owner: 'explain', session: 'explain' },
        );
      // The first time reads dictionaries and names, as a listener does once in a while.
      await ask();
      const read = statements.splice(0).length;
      const started = systemClock.monotonic();
      const reply = await ask();
      const took = systemClock.monotonic() - started;
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
          ['time', `${took.toFixed(1)} ms; ${read} statements before it read dictionaries and names`],
        ]),
      );
      terminal.out(`${statements.map((statement) => `  ${statement}`).join('\n')}\n${reply.text}\n`);
      if (reply.status !== 'success') throw new CliFailure('', EXIT.failed);
    } finally {
      answering.close();
    }
  });
}

/** The account, with each statement written down. */
function noting(account: Account, statements: string[]): Account {
  return new Proxy(account, {
    get(target, name) {
      if (name !== 'execute') {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (...args: Parameters<Account['execute']>) => {
        statements.push(fromQmText(args[0]));
        return target.execute(...args);
      };
    },
  });
}
