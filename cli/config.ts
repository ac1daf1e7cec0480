import { Command } from 'commander';
import { flagArguments } from '../contract/start-flags.ts';
import { configJson, settingRows } from '../listener/config/listing.ts';
import { loadConfig } from '../listener/config/load.ts';
import { configSetVerb, configUndoVerb, configUnsetVerb } from './config-set.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { addSettingFlags, loadInputs, orBadConfiguration } from './setting-flags.ts';
import { lastStart } from './start-flags.ts';
import { columns, type Terminal } from './terminal.ts';

const EXAMPLES = `
Later sources override earlier ones: default, QMCONFIG in the account folder, config.json in the home folder,
environment, flag. Passwords and tokens are shown as (set) or (not set), and have no flag.

Examples:
  hal-listener config                      every setting, its value and where it came from
  hal-listener config --port 9000          as "run --port 9000" would use it
  hal-listener config --json               for programs
  hal-listener config set token            asks for it, and saves it in config.json
  hal-listener config unset port
  hal-listener config undo                 takes the last change back
`;

/** `hal-listener config`: prints every setting with its value and source; fails if `run` would fail to start. */
export function configVerb(terminal: Terminal): Command {
  const command = new Command('config')
    .description('print every setting, its value and where it came from')
    .option('--json', 'print JSON')
    .addHelpText('after', notes(EXAMPLES));
  for (const verb of [configSetVerb, configUnsetVerb, configUndoVerb]) command.addCommand(verb(terminal));
  return addSettingFlags(command).action((options: { json?: boolean }) => {
    const loaded = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
    if (options.json) {
      terminal.out(formatJson(configJson(loaded)));
      return;
    }
    const rows = settingRows(loaded).map(({ name, value, from }) => [name, value, from]);
    terminal.out(columns([['SETTING', 'VALUE', 'FROM'], ...rows]));
    for (const warning of loaded.warnings) terminal.err(`warning: ${warning}\n`);
    const lastFlags = flagArguments(lastStart(loaded.config.home)?.flags ?? {});
    if (lastFlags.length > 0)
      terminal.out(`\nLast started with ${lastFlags.join(' ')}, which a restart repeats.\n`);
  });
}
