import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { fileErrorReason } from '../lib/file-error.ts';
import { loadConfig, loadTolerant } from '../listener/config/load.ts';
import builtIn from '../listener/query/intents.json' with { type: 'json' };
import { convertTable } from '../listener/query/table/old-table.ts';
import { TableError } from '../listener/query/table/table-error.ts';
import { INTENTS_FILE, lintTable } from '../listener/query/table/table-file.ts';
import { describeActor } from './actor.ts';
import { notes } from './help.ts';
import {
  goodTable,
  orTableFailure,
  readTableFile,
  removeTable,
  restoreTable,
  saveTable,
} from './intents-file.ts';
import { addSettingFlags, loadInputs, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  hal-listener intents show > table.json       the built-in table, to edit
  hal-listener intents check table.json
  hal-listener query --explain --intents table.json "What did I spend on provender?"
  hal-listener intents save table.json         puts it into the home folder
  hal-listener intents undo                    undoes the last change
  hal-listener intents remove                  the built-in table answers again
  hal-listener intents convert old.json > table.json
`;

const TAKEN_UP = 'A running listener takes it up within two seconds, without a restart.';

/** `hal-listener intents ...`: works with the table of subjects that can be asked about. */
export function intentsVerb(terminal: Terminal): Command {
  const intents = new Command('intents')
    .description('check, change or convert the table of subjects that can be asked about')
    .addHelpText('after', notes(EXAMPLES));
  const check = new Command('check')
    .description('check a table of subjects, and point out likely mistakes')
    .argument('[file]', 'the table (default: intents.json in the home folder, else the built-in one)')
    .action((file: string | undefined, _options: unknown, command: Command) => {
      const { text, name } = namedTable(file, command, terminal);
      const table = goodTable(name, text);
      const findings = lintTable(table);
      for (const finding of findings) terminal.out(`${finding}\n`);
      terminal.out(`${name}: good, ${table.subjects.length} subjects, ${findings.length} remarks\n`);
    });
  const convert = new Command('convert')
    .description('print an old table of whole sentences as a table of subjects')
    .argument('[file]', 'the old table (default: intents.json in the home folder)')
    .action((file: string | undefined, _options: unknown, command: Command) => {
      const { text, name } = namedTable(file, command, terminal);
      const { table, notes } = orTableFailure(name, text, () => convertTable(text));
      terminal.out(`${JSON.stringify(table, null, 2)}\n`);
      for (const note of notes) terminal.err(`${note}\n`);
    });
  const show = new Command('show').description('print the built-in table').action(() => {
    terminal.out(`${JSON.stringify(builtIn, null, 2)}\n`);
  });
  const save = new Command('save')
    .description('check a table and make it the one of the home folder; the one before is kept')
    .argument('<file>', 'the table')
    .action((file: string, _options: unknown, command: Command) => {
      const text = readTableFile(file);
      const { subjects } = goodTable(file, text);
      const cause = `${INTENTS_FILE} was replaced by ${file}`;
      changed(command, terminal, (home, by) => saveTable(home, text, cause, by));
      terminal.out(`Saved, ${subjects.length} subjects. ${TAKEN_UP}\n`);
    });
  const undo = new Command('undo')
    .description(
      'put the table of the home folder back as it was before its last change; a second time undoes that',
    )
    .action((_options: unknown, command: Command) => {
      if (!changed(command, terminal, restoreTable)) {
        throw new CliFailure(
          'No earlier table is kept. To use the built-in one: hal-listener intents remove',
          EXIT.failed,
        );
      }
      terminal.out(`The table before the last change is in force again. ${TAKEN_UP}\n`);
    });
  const remove = new Command('remove')
    .description(
      'take the table of the home folder away, so that the built-in one answers; it is kept for undo',
    )
    .action((_options: unknown, command: Command) => {
      if (!changed(command, terminal, removeTable))
        return terminal.out('The home folder has no table of its own: the built-in one answers.\n');
      terminal.out(`The built-in table answers. ${TAKEN_UP}\n`);
    });
  for (const command of [save, undo, remove]) addSettingFlags(command, ['home']);
  intents.addCommand(addSettingFlags(check, PLACE_NAMES));
  intents.addCommand(addSettingFlags(convert, PLACE_NAMES));
  for (const command of [show, save, undo, remove]) intents.addCommand(command);
  return intents;
}

/** Changes the table of the home. @returns what `change` returns @throws CliFailure */
function changed<T>(command: Command, terminal: Terminal, change: (home: string, by: string) => T): T {
  const { home } = orBadConfiguration(() => loadTolerant(loadInputs(command, terminal))).config;
  try {
    return change(home, describeActor(terminal));
  } catch (error) {
    if (error instanceof TableError)
      throw new CliFailure(`Nothing was changed: ${error.message}`, EXIT.failed);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliFailure(`Nothing was changed: ${fileErrorReason(error)}`, EXIT.failed);
  }
}

function namedTable(
  file: string | undefined,
  command: Command,
  terminal: Terminal,
): { text: string; name: string } {
  if (file !== undefined) return { text: readTableFile(file), name: file };
  const { home } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal))).config;
  const name = join(home, INTENTS_FILE);
  return existsSync(name)
    ? { text: readTableFile(name), name }
    : { text: JSON.stringify(builtIn), name: 'the shipped table' };
}
