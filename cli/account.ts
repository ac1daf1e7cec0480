import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import type { Account } from '../listener/account/account.ts';
import { type LoadTarget, loadFiles } from '../listener/account/embedded/load.ts';
import { todayOf } from '../listener/account/embedded/session-verbs.ts';
import { AccountError } from '../listener/account/errors.ts';
import { openAccount as openConfiguredAccount } from '../listener/account/open.ts';
import { fromQmText, type QmText, toQmText } from '../listener/account/text.ts';
import type { SettingName } from '../listener/config/config.ts';
import { loadConfig } from '../listener/config/load.ts';
import { addSettingFlags, loadInputs, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

/** An account as the configuration says; only the embedded one can be loaded. */
export type OpenAccount = (command: Command) => Promise<Account & Partial<LoadTarget>>;

/** Settings that choose the account. */
const ACCOUNT_NAMES: readonly SettingName[] = ['driver', 'qmAccount', 'qmProgram', 'qmHost', 'qmPort'];

/** How value marks and their kin are shown to people. */
const SHOWN_MARKS: Readonly<Record<string, string>> = { '\u00fd': '; ', '\u00fc': ', ', '\u00fb': ' ' };

/** `account load FILE.json` and `account exec "LIST ..."`. */
export function accountVerb(terminal: Terminal, openAccount: OpenAccount = configured(terminal)): Command {
  const account = new Command('account').description(
    'Look into the database account, or load records into it',
  );
  account
    .command('load')
    .description('load files, dictionaries and records from JSON into the embedded account')
    .argument('<file>', 'JSON with the files; records of the same id are replaced')
    .option('--replace', 'empty each of these files first', false)
    .action((file: string, options: { readonly replace: boolean }, command: Command) =>
      withAccount(command, openAccount, async (opened) => {
        const counts = await loadFiles(loadTarget(opened), await readJson(file), {
          today: todayOf(new Date()),
          replace: options.replace,
        });
        terminal.out(
          `Loaded ${counts.records} records and ${counts.dictionaryItems} dictionary items into ${counts.files} files.\n`,
        );
      }),
    );
  account
    .command('exec')
    .description('run one statement and print what the database answers')
    .argument('<statement>', 'as typed at the QM prompt, as "LIST MEDICATION"')
    .option('--json', 'print {"output", "status"}; value marks are U+00FD', false)
    .action((statement: string, options: { readonly json: boolean }, command: Command) =>
      withAccount(command, openAccount, async (opened) => {
        const { output, status } = await opened.execute(toQmText(statement));
        terminal.out(
          options.json ? `${JSON.stringify({ output: decoded(output), status })}\n` : readable(output),
        );
        if (status < 0) throw new CliFailure(`The statement failed with status ${status}.`, EXIT.failed);
      }),
    );
  for (const command of account.commands) addSettingFlags(command, [...PLACE_NAMES, ...ACCOUNT_NAMES]);
  return account;
}

/** The account that a listener with the same configuration would answer from. */
function configured(terminal: Terminal): OpenAccount {
  return async (command) => {
    const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
    return openConfiguredAccount(config, () => new Date());
  };
}

async function withAccount(
  command: Command,
  openAccount: OpenAccount,
  work: (account: Account & Partial<LoadTarget>) => Promise<void>,
): Promise<void> {
  try {
    const account = await openAccount(command);
    try {
      await work(account);
    } finally {
      await account.close();
    }
  } catch (error) {
    if (error instanceof AccountError) throw new CliFailure(error.message, EXIT.failed);
    throw error;
  }
}

function loadTarget(account: Account & Partial<LoadTarget>): LoadTarget {
  if (isLoadTarget(account)) return account;
  throw new CliFailure(
    `load fills the embedded account only; this one is reached through ${account.driver}.`,
    EXIT.failed,
  );
}

function isLoadTarget(account: Account & Partial<LoadTarget>): account is Account & LoadTarget {
  return (
    account.createFile !== undefined && account.emptyFile !== undefined && account.isExample !== undefined
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliFailure(`${file} cannot be read as JSON: ${reason}`, EXIT.failed);
  }
}

/** For a terminal: marks as punctuation, one line feed at the end. */
function readable(output: QmText): string {
  return output === '' ? '' : `${decoded(output, (mark) => SHOWN_MARKS[mark] ?? mark)}\n`;
}

/** Bytes to characters between the marks, each mark as `shown` says. */
function decoded(output: QmText, shown = (mark: string) => mark): string {
  return output
    .split(/([\u00fb-\u00fd\n])/)
    .map((part, index) => (index % 2 === 1 ? shown(part) : fromQmText(part)))
    .join('');
}
