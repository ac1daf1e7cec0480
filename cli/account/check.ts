import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { checkDictionaries, type DictionaryCheck } from '../../listener/account/dictionary-check.ts';
import { fromQmText } from '../../listener/account/text.ts';
import { columns } from '../columns.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { type JsonOption, json, type OpenAccount, withAccount } from './opened.ts';

/** `account check`: exit 0 where there are no errors and no warnings. */
export function checkVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('check')
    .description("compare the account's dictionaries with what HAL's questions need")
    .option('--json', 'print JSON', false)
    .action((options: JsonOption, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        const check = await checkDictionaries(account);
        const good = check.findings.every(({ severity }) => severity === 'note');
        terminal.out(
          options.json ? json({ good, ...check, missing: readable(check) }) : inWords(check, good),
        );
        if (!good) throw new CliFailure('', EXIT.failed);
      }),
    );
}

function readable({ missing }: DictionaryCheck) {
  return missing.map(({ file, name, item }) => ({ file, name, item: item.split('\u00fe').map(fromQmText) }));
}

function inWords({ findings, missing }: DictionaryCheck, good: boolean): string {
  const rows = findings.map(({ severity, file, field, text }) => [
    severity,
    field === undefined ? file : `${file} ${field}`,
    text,
  ]);
  const advice = [
    ...(good ? ['The dictionaries have all that HAL asks for.'] : []),
    ...(missing.length === 0
      ? []
      : [`To add the ${missing.length} missing fields: hal-listener account install --dictionaries`]),
    ...(findings.some(({ kind }) => kind === 'file missing')
      ? ['To make a missing file, in QM: CREATE.FILE name; then check again.']
      : []),
  ];
  return `${columns(rows)}${rows.length > 0 && advice.length > 0 ? '\n' : ''}${advice.map((line) => `${line}\n`).join('')}`;
}
