import { type Command, Option } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { isTransient } from '../lib/file-error.ts';
import { ConfigError, type SettingName } from '../listener/config/config.ts';
import type { LoadInputs } from '../listener/config/load.ts';
import { currentMachine } from '../listener/config/machine.ts';
import { Derived } from '../listener/config/setting.ts';
import { flagOf, isSettingName, SETTING_NAMES, SETTINGS } from '../listener/config/settings.ts';
import { SETTINGS_GROUP } from './help.ts';
import { CliFailure, type Terminal } from './terminal.ts';

/** The settings of folders: the flags of a command that only needs to find a log or a listener. */
export const PLACE_NAMES: readonly SettingName[] = ['home', 'accountDir', 'logDir'];

/** Adds a flag for each setting that has one, such as `--max-connections <number>`. */
export function addSettingFlags(command: Command, names: readonly SettingName[] = SETTING_NAMES): Command {
  for (const name of names) {
    const flag = flagOf(name);
    if (flag === undefined) continue;
    const { description, kind } = SETTINGS[name];
    const argument = kind.placeholder === 'on|off' ? '[on|off]' : `<${kind.placeholder}>`;
    const option = new Option(`${flag} ${argument}`, `${description} (${describeDefault(name)})`);
    option.helpGroup(SETTINGS_GROUP);
    // A switch without a value means "on".
    command.addOption(kind.placeholder === 'on|off' ? option.preset('on') : option);
  }
  if (names.includes('logLevel')) {
    command.addOption(
      new Option('--debug', 'the same as --log-level debug')
        .implies({ logLevel: 'debug' })
        .helpGroup(SETTINGS_GROUP),
    );
  }
  return command;
}

/** The settings on the command line, by setting name, for loadConfig. */
export function flagValues(command: Command): Record<string, string> {
  const values = Object.entries(command.opts()).filter(
    (entry): entry is [string, string] => isSettingName(entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(values);
}

/** The folders on the command line, as arguments of another command of this program. */
export function placeFlags(command: Command): readonly string[] {
  const values = flagValues(command);
  return PLACE_NAMES.flatMap((name) =>
    values[name] === undefined ? [] : [`${flagOf(name)}=${values[name]}`],
  );
}

/** Whether the log level comes from --debug and not from its own flag. */
export function isDebugFlag(command: Command): boolean {
  return command.getOptionValueSource('logLevel') === 'implied';
}

/** The inputs of loadConfig: the command's flags, and this machine with the terminal's environment. */
export function loadInputs(command: Command, terminal: Terminal): LoadInputs {
  return { flags: flagValues(command), machine: currentMachine(terminal.env) };
}

/** Runs `load`. @throws CliFailure instead of a ConfigError, with an exit code that a supervisor understands */
export function orBadConfiguration<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (error instanceof ConfigError) throw configFailure(error);
    throw error;
  }
}

/**
 * Converts a ConfigError. The exit code tells a supervisor to wait for a change of the configuration, or to retry after
 * a transient disk error.
 */
export function configFailure(error: ConfigError): CliFailure {
  const code = isTransient(error) ? EXIT.failed : EXIT.badConfiguration;
  return new CliFailure(error.message, code, { cause: error });
}

function describeDefault(name: SettingName): string {
  const { default: fallback, kind } = SETTINGS[name];
  return `default: ${fallback instanceof Derived ? fallback.description : formatted(kind, fallback)}`;
}

function formatted(kind: { format(value: never): string }, value: unknown): string {
  return kind.format(value as never);
}
