import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { fileErrorReason, isAbsent } from '../lib/file-error.ts';
import { lineOfOffset, offsetOfPath } from '../lib/json-places.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import { loadConfig } from '../listener/config/load.ts';
import builtIn from '../listener/query/intents.json' with { type: 'json' };
import { convertTable } from '../listener/query/table/old-table.ts';
import { readTable } from '../listener/query/table/subject-table.ts';
import { TableError } from '../listener/query/table/table-error.ts';
import { lintTable, MAX_TABLE_BYTES } from '../listener/query/table/table-file.ts';
import { notes } from './help.ts';
import { addSettingFlags, loadInputs, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  hal-listener intents show > intents.json     the built-in table, to edit and save in the home folder
  hal-listener intents check                   the table in the home folder
  hal-listener intents convert old.json > intents.json
`;

/** `hal-listener intents ...`: works with the table of subjects that can be asked about. */
export function intentsVerb(terminal: Terminal): Command {
  const intents = new Command('intents')
    .description('check or convert the table of subjects that can be asked about')
    .addHelpText('after', notes(EXAMPLES));
  const check = new Command('check')
    .description('check a table of subjects, and point out likely mistakes')
    .argument('[file]', 'the table (default: intents.json in the home folder, else the built-in one)')
    .action((file: string | undefined, _options: unknown, command: Command) => {
      const { text, name } = tableText(file, command, terminal);
      const table = orFailure(name, text, () => readTable(text));
      const findings = lintTable(table);
      for (const finding of findings) terminal.out(`${finding}\n`);
      terminal.out(`${name}: good, ${table.subjects.length} subjects, ${findings.length} remarks\n`);
    });
  const convert = new Command('convert')
    .description('print an old table of whole sentences as a table of subjects')
    .argument('[file]', 'the old table (default: intents.json in the home folder)')
    .action((file: string | undefined, _options: unknown, command: Command) => {
      const { text, name } = tableText(file, command, terminal);
      const { table, notes } = orFailure(name, text, () => convertTable(text));
      terminal.out(`${JSON.stringify(table, null, 2)}\n`);
      for (const note of notes) terminal.err(`${note}\n`);
    });
  const show = new Command('show').description('print the built-in table').action(() => {
    terminal.out(`${JSON.stringify(builtIn, null, 2)}\n`);
  });
  intents.addCommand(addSettingFlags(check, PLACE_NAMES));
  intents.addCommand(addSettingFlags(convert, PLACE_NAMES));
  intents.addCommand(show);
  return intents;
}

function tableText(
  file: string | undefined,
  command: Command,
  terminal: Terminal,
): { text: string; name: string } {
  const home = () => orBadConfiguration(() => loadConfig(loadInputs(command, terminal))).config.home;
  const name = file ?? join(home(), 'intents.json');
  try {
    return { text: readTextFileSync(name, MAX_TABLE_BYTES), name };
  } catch (error) {
    if (file === undefined && isAbsent(error))
      return { text: JSON.stringify(builtIn), name: 'the shipped table' };
    throw new CliFailure(`${name} cannot be read: ${fileErrorReason(error)}`, EXIT.failed);
  }
}

function orFailure<T>(name: string, text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const { path, message } = error;
    const place = path.length === 0 ? '' : `, line ${lineOfOffset(text, offsetOfPath(text, path))}`;
    throw new CliFailure(`${name}${place}: ${message}`, EXIT.failed);
  }
}
