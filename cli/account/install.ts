import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import {
  addDictionaryItems,
  checkDictionaries,
  type DictionaryItem,
} from '../../listener/account/dictionary-check.ts';
import { rememberQm } from '../../listener/account/example-rule.ts';
import { InstallError, installPrograms, removePrograms } from '../../listener/account/qm/install.ts';
import { configurationRecord, UnquotableArgument } from '../../listener/account/qm/listener-command.ts';
import type { Config, SettingName, Source } from '../../listener/config/config.ts';
import { loadConfig } from '../../listener/config/load.ts';
import type { SettingType } from '../../listener/config/setting-types.ts';
import {
  flagOf,
  isSecretWithFile,
  SECRET_FILES,
  SETTING_NAMES,
  SETTINGS,
} from '../../listener/config/settings.ts';
import { counted } from '../../wording/counted.ts';
import { notes } from '../help.ts';
import { loadInputs, orBadConfiguration } from '../setting-flags.ts';
import { CliFailure, columns, type Terminal } from '../terminal.ts';
import { lastingProgram } from '../this-program.ts';
import { type OpenAccount, type OpenedAccount, withAccount } from './opened.ts';
import { recycleSessions } from './users.ts';

interface InstallOptions {
  readonly dictionaries: boolean;
  readonly force: boolean;
  readonly yes: boolean;
}

const EXAMPLES = `
Writes, compiles and catalogues WEBSOCKET.LISTENER, EXECUTE, KILL.PHANTOM, CHECK.WEBSOCKET.LISTENER and
STOP.WEBSOCKET.LISTENER in the QM account, and creates the file HAL.SPLITTER.LOG. Run it again to update them. A
listener that QM starts uses the settings of this command: its home, its driver, its port.

Examples:
  hal-listener account install                     the QM commands
  hal-listener account install --dictionaries      and the dictionary items that HAL's questions need
  hal-listener account install --force             even if other programs have those names
`;

/**
 * `account install`: installs our programs, and on request the missing dictionary items. Other programs and items stay
 * unchanged.
 */
export function installVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('install')
    .description('install the QM commands in the account; programs of others are not changed')
    .option(
      '--dictionaries',
      "add the dictionary items that HAL's questions need and that are missing",
      false,
    )
    .option('--force', 'replace programs of the same names that are not ours (a copy is kept)', false)
    .option('--yes', 'do not ask for confirmation', false)
    .addHelpText('after', notes(EXAMPLES))
    .action((options: InstallOptions, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        assertWritable(account);
        if (account.driver === 'embedded' && !options.dictionaries) {
          const text = 'The embedded account has no QM to install commands in: set QM_BIN or QM_HOST.';
          throw new CliFailure(text, EXIT.failed);
        }
        if (options.dictionaries) await installDictionaries(terminal, account, options.yes);
        if (account.driver !== 'embedded') await install(terminal, account, command, options.force);
      }),
    );
}

/** @throws CliFailure if the driver can only run statements */
function assertWritable({ driver }: OpenedAccount): void {
  if (driver !== 'command') return;
  throw new CliFailure(
    'The driver command cannot write: use --driver pipe on the QM server, or qmclient.',
    EXIT.failed,
  );
}

async function install(
  terminal: Terminal,
  account: OpenedAccount,
  command: Command,
  force: boolean,
): Promise<void> {
  const { config, sources } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
  const { flags, warnings } = listenerFlags(config, sources);
  const { program, script } = lastingProgram('QM');
  try {
    const record = configurationRecord({
      platform: process.platform,
      program,
      script,
      flags,
    });
    const { programs, notes } = await installPrograms(account, record, force);
    rememberQm(config);
    for (const name of programs) terminal.out(`${name} installed\n`);
    for (const note of notes) terminal.out(`${note}\n`);
    if (programs.length === 0) terminal.out('The QM commands are up to date.\n');
    else await recycleSessions(terminal, command);
    for (const warning of warnings) terminal.err(`warning: ${warning}\n`);
  } catch (error) {
    if (error instanceof UnquotableArgument) throw new CliFailure(error.message, EXIT.badConfiguration);
    if (!(error instanceof InstallError)) throw error;
    const advice = 'Nothing else was changed. To replace it and keep a copy: add --force';
    throw new CliFailure(`${error.message}\n${advice}`, EXIT.failed);
  }
}

async function installDictionaries(terminal: Terminal, account: OpenedAccount, yes: boolean): Promise<void> {
  const { missing } = await checkDictionaries(account);
  if (missing.length === 0) {
    terminal.out('No dictionary item is missing.\n');
    return;
  }
  terminal.out(
    columns([['FILE', 'FIELD', 'TYPE, NUMBER, CONVERSION, HEADING, FORMAT, S/M'], ...missing.map(toRow)]),
  );
  if (!yes) await confirm(terminal, `Add ${counted(missing.length, 'item')} to ${account.name}?`);
  const added = await addDictionaryItems(account, missing);
  terminal.out(`Added ${counted(added.length, 'dictionary item')}.\n`);
}

function toRow({ file, name, item }: DictionaryItem): readonly string[] {
  return [file, name, item.replaceAll('\u00fe', ' | ')];
}

async function confirm(terminal: Terminal, question: string): Promise<void> {
  if (terminal.ask === undefined) {
    throw new CliFailure(
      'There is no terminal to ask for confirmation. Add --yes to continue without asking.',
      EXIT.usage,
    );
  }
  const answer = await terminal.ask(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliFailure('Nothing was changed.', EXIT.failed);
}

interface ListenerFlags {
  readonly flags: readonly (readonly [flag: string, value: string])[];
  /** Settings of this command that a listener started from QM cannot know, one line each. */
  readonly warnings: readonly string[];
}

/**
 * The flags of a listener that QM starts. It reads the same QMCONFIG and config.json, but QM does not have this
 * command's environment and flags, so they become its flags. Secrets are left out because process titles show flags.
 */
export function listenerFlags(config: Config, sources: Readonly<Record<SettingName, Source>>): ListenerFlags {
  const flags: [string, string][] = [];
  const warnings: string[] = [];
  for (const name of SETTING_NAMES) {
    const source = sources[name];
    if (name !== 'home' && source.kind !== 'environment' && source.kind !== 'flag') continue;
    const flag = flagOf(name);
    const { kind } = SETTINGS[name] as { readonly kind: SettingType<unknown> };
    const value = config[name];
    if (flag !== undefined && value !== undefined) flags.push([flag, kind.format(value)]);
    else if (flag === undefined && source.kind !== 'default' && isOwnSecret(name, sources)) {
      warnings.push(
        `${source.key} is only set for this command: a listener that QM starts needs it ${isSecretWithFile(name) ? `in a file (${SETTINGS[SECRET_FILES[name]].env}) or ` : ''}in config.json`,
      );
    }
  }
  return { flags, warnings };
}

/** False for a secret that was read from its file: the file's path is passed on instead. */
function isOwnSecret(name: SettingName, sources: Readonly<Record<SettingName, Source>>): boolean {
  return !isSecretWithFile(name) || sources[SECRET_FILES[name]].kind === 'default';
}

/** `account remove`: removes the installed QM commands. */
export function removeVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('remove')
    .description('remove the QM commands from the account; programs of others stay')
    .action((_options: unknown, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        assertWritable(account);
        const notes = account.driver === 'embedded' ? [] : await removePrograms(account);
        for (const note of notes) terminal.out(`${note}\n`);
        if (notes.length === 0) terminal.out('Nothing was installed.\n');
        else await recycleSessions(terminal, command);
      }),
    );
}
