import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import {
  addDictionaryItems,
  checkDictionaries,
  type DictionaryItem,
} from '../../listener/account/dictionary-check.ts';
import { columns } from '../columns.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { type OpenAccount, withAccount } from './opened.ts';

interface InstallOptions {
  readonly dictionaries: boolean;
  readonly yes: boolean;
}

/** `account install --dictionaries`: adds what is missing, after asking; never changes what is there. */
export function installVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('install')
    .description("add what HAL's questions need to the account; what is there is never changed")
    .option('--dictionaries', 'the dictionary items that are missing', false)
    .option('--yes', 'do not ask first', false)
    .action((options: InstallOptions, command: Command) => {
      if (!options.dictionaries) {
        throw new CliFailure('Say what to install: hal-listener account install --dictionaries', EXIT.usage);
      }
      return withAccount(command, openAccount, async (account) => {
        if (account.driver === 'command') {
          throw new CliFailure('driver command cannot write: use --driver pipe or qmclient', EXIT.failed);
        }
        const { missing } = await checkDictionaries(account);
        if (missing.length === 0) {
          terminal.out('Nothing is missing.\n');
          return;
        }
        terminal.out(
          columns([
            ['FILE', 'FIELD', 'TYPE, NUMBER, CONVERSION, HEADING, FORMAT, S/M'],
            ...missing.map(shown),
          ]),
        );
        if (!options.yes) await confirm(terminal, `Add these ${missing.length} items to ${account.name}?`);
        const added = await addDictionaryItems(account, missing);
        terminal.out(`Added ${added.length} dictionary items.\n`);
      });
    });
}

function shown({ file, name, item }: DictionaryItem): readonly string[] {
  return [file, name, item.replaceAll('\u00fe', ' | ')];
}

async function confirm(terminal: Terminal, question: string): Promise<void> {
  if (terminal.ask === undefined) {
    throw new CliFailure('There is no terminal to ask at: add --yes to do it without asking.', EXIT.usage);
  }
  const answer = await terminal.ask(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliFailure('Nothing was changed.', EXIT.failed);
}
