import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import type { Account } from '../../listener/account/account.ts';
import { checkDictionaries, type DictionaryCheck } from '../../listener/account/dictionary-check.ts';
import { checkPrograms, type ProgramFinding } from '../../listener/account/qm/program-check.ts';
import { fromQmText } from '../../listener/account/text.ts';
import { formatJson } from '../json.ts';
import { CliFailure, columns, type Terminal } from '../terminal.ts';

import { type JsonOption, type OpenAccount, withAccount } from './opened.ts';

/** `account check`: exits with 0 if there are no errors and no warnings. */
export function checkVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('check')
    .description("check the account's dictionaries and the installed QM commands")
    .option('--json', 'print JSON', false)
    .action((options: JsonOption, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        const check = await checkDictionaries(account);
        const programs = await programsOf(account);
        const good = [...check.findings, ...(programs ?? [])].every(({ severity }) => severity === 'note');
        terminal.out(
          options.json
            ? formatJson({ good, ...check, missing: missingItemsJson(check), programs: programs ?? [] })
            : describe(check, programs),
        );
        if (!good) throw new CliFailure('', EXIT.failed);
      }),
    );
}

function missingItemsJson({ missing }: DictionaryCheck) {
  return missing.map(({ file, name, item }) => ({ file, name, item: item.split('\u00fe').map(fromQmText) }));
}

/**
 * Checks the installed QM commands, for which the driver has to read raw records. Undefined for an account without QM.
 */
export async function programsOf(account: Account): Promise<readonly ProgramFinding[] | undefined> {
  if (account.driver === 'embedded') return undefined;
  if (account.driver !== 'command') return checkPrograms(account);
  const text = 'the driver command cannot read them: use --driver pipe or qmclient';
  return [{ severity: 'note', name: 'QM commands', text }];
}

function describe(
  { findings, missing }: DictionaryCheck,
  programs: readonly ProgramFinding[] | undefined,
): string {
  const rows = [
    ...findings.map(({ severity, file, field, text }) => [
      severity,
      field === undefined ? file : `${file} ${field}`,
      text,
    ]),
    ...(programs ?? []).map(({ severity, name, text }) => [severity, name, text]),
  ];
  const advice = [
    ...(programs?.length === 0 ? ['The QM commands are up to date.'] : []),
    ...(findings.every(({ severity }) => severity === 'note')
      ? ['The dictionaries have every field that HAL needs.']
      : []),
    ...(programs?.some(({ severity }) => severity !== 'note')
      ? ['To repair the QM commands: hal-listener account install']
      : []),
    ...(missing.length === 0
      ? []
      : [`To add the ${missing.length} missing fields: hal-listener account install --dictionaries`]),
    ...(findings.some(({ kind }) => kind === 'file missing')
      ? ['To create a missing file, in QM: CREATE.FILE name. Then check again.']
      : []),
  ];
  return `${columns(rows)}${rows.length > 0 && advice.length > 0 ? '\n' : ''}${advice.map((line) => `${line}\n`).join('')}`;
}
