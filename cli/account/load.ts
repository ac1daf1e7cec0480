import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { systemClock } from '../../lib/clock.ts';
import { type LoadTarget, loadFiles } from '../../listener/account/embedded/load.ts';
import { todayOf } from '../../listener/account/embedded/session-verbs.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { type OpenAccount, type OpenedAccount, withAccount } from './opened.ts';

/** `account load FILE.json`. */
export function loadVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('load')
    .description('load files, dictionaries and records from JSON into the embedded account')
    .argument('<file>', 'JSON with the files; records of the same id are replaced')
    .option('--replace', 'empty each of these files first', false)
    .action((file: string, options: { readonly replace: boolean }, command: Command) =>
      withAccount(command, openAccount, async (opened) => {
        const counts = await loadFiles(loadTarget(opened), await readJson(file), {
          today: todayOf(new Date(systemClock.now())),
          replace: options.replace,
        });
        terminal.out(
          `Loaded ${counts.records} records and ${counts.dictionaryItems} dictionary items into ${counts.files} files.\n`,
        );
      }),
    );
}

function loadTarget(account: OpenedAccount): LoadTarget {
  if (isLoadTarget(account)) return account;
  throw new CliFailure(
    `load fills the embedded account only; this one is reached through ${account.driver}.`,
    EXIT.failed,
  );
}

function isLoadTarget(account: OpenedAccount): account is OpenedAccount & LoadTarget {
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
