import path from 'node:path';
import type { StartFlags } from '../contract/start-flags.ts';
import { configFileOf } from '../lib/config-file.ts';
import { isAbsent } from '../lib/file-error.ts';
import { ensurePrivateFolder } from '../lib/private-file.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import type { Config, SettingName } from '../listener/config/config.ts';
import { type ConfigEdit, editedConfig } from '../listener/config/config-edit.ts';
import { parseConfigObject } from '../listener/config/config-file.ts';
import { defaultHome, machineHome } from '../listener/config/home.ts';
import type { LoadedConfig } from '../listener/config/load.ts';
import { type Machine, withEnvironment } from '../listener/config/machine.ts';
import type { SettingType } from '../listener/config/setting-types.ts';
import { flagOf, isSecretWithFile, SETTING_NAMES, SETTINGS } from '../listener/config/settings.ts';
import type { AutostartMachine, AutostartVia } from '../supervisor/autostart/autostart.ts';
import type { AutostartKind } from '../supervisor/autostart/kinds.ts';
import type { HomeDisk } from '../supervisor/autostart/shared-home.ts';
import { HOME_DISK, thisAutostartMachine } from '../supervisor/autostart/this-machine.ts';
import { saveSettings } from '../supervisor/registry/settings-file.ts';
import type { Terminal } from './terminal.ts';

/** The settings in force at the installation that an unattended start needs. */
export interface UnattendedSettings {
  /** The home it will use. */
  readonly home: string;
  /** For the entry: what this command's environment, its flags and another home's config.json say. No secret. */
  readonly flags: StartFlags;
  /** For config.json of that home: the secrets that a start would not have, and what no flag can say. */
  readonly edits: readonly ConfigEdit[];
}

/** Kinds that start as another user, whose home is the machine's. */
const MACHINE_WIDE_KINDS: readonly AutostartKind[] = ['task', 'health-task', 'service', 'systemd'];

/** What is installed. */
export interface UnattendedStart {
  readonly kind: AutostartKind;
  readonly via: AutostartVia;
  /** Whether users start it whose homes are not known here. */
  readonly allUsers: boolean;
}

/**
 * The settings in force, for a start that has nothing of this command's environment, and perhaps another home: it runs
 * with what the operator sees now, or the installation is worth nothing.
 */
export function unattendedSettings(
  { config, sources }: Pick<LoadedConfig, 'config' | 'sources'>,
  { kind, via, allUsers }: UnattendedStart,
  machine: Machine,
): UnattendedSettings {
  const isExplicit = sources.home.kind === 'flag' || sources.home.kind === 'environment';
  const home = !isExplicit && MACHINE_WIDE_KINDS.includes(kind) ? machineHome(machine) : config.home;
  const homeChanges = home !== config.home;
  const isPersonal = allUsers && home !== machineHome(machine);
  const flags: Record<string, string> = {};
  const edits: ConfigEdit[] = [];
  const differs = isExplicit || kind === 'qm' || (!homeChanges && home !== homeWithoutShell(machine));
  if (via === 'listener' && (allUsers ? isExplicit : differs)) flags['--home'] = home;
  for (const name of SETTING_NAMES) {
    const { kind: from, key } = { key: '', ...sources[name] };
    const isLost =
      from === 'environment' || from === 'flag' || ((homeChanges || isPersonal) && from === 'file');
    // A secret that its file gave: that file is passed on.
    if (!isLost || name === 'home' || (isSecretWithFile(name) && key !== name && key !== SETTINGS[name].env))
      continue;
    // QM passes no flags on.
    const flag = via === 'qm' ? undefined : flagOf(name);
    if (flag !== undefined) flags[flag] = formatted(name, config);
    else
      edits.push({ name, raw: SETTINGS[name].secret ? String(config[name]) : JSON.stringify(config[name]) });
  }
  return { home, flags, edits };
}

/** The home of a process that a login or a boot starts: without what this shell adds. */
function homeWithoutShell(machine: Machine): string {
  const { XDG_DATA_HOME: _data, ...env } = machine.env;
  return defaultHome(withEnvironment(machine, env));
}

/**
 * Puts into config.json of a home what it does not say already.
 *
 * @param by who, as `cli (anna)`
 * @returns the names of the settings that were written
 * @throws ConfigError, or Node's file errors
 */
export function saveEdits(home: string, edits: readonly ConfigEdit[], by: string): readonly SettingName[] {
  const file = configFileOf(home);
  const content = readContent(file);
  const current = content === undefined ? {} : parseConfigObject(content, file);
  const missing = edits.filter(({ name, raw }) => Reflect.get(current, name) !== raw);
  if (missing.length > 0) {
    const next = editedConfig(content, file, missing, { resolve: (one) => path.resolve(one) });
    saveSettings(home, next, by);
  }
  return missing.map(({ name }) => name);
}

function readContent(file: string): string | undefined {
  try {
    return readTextFileSync(file);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function formatted(name: SettingName, config: Config): string {
  const { kind } = SETTINGS[name] as { readonly kind: SettingType<unknown> };
  return kind.format(config[name]);
}

/** What `hal-listener autostart` may touch; tests bring a machine of their own. */
export type AutostartMachineOf = (terminal: Terminal) => AutostartMachine & {
  readonly makeFolder: (folder: string) => void;
  readonly homeDisk: HomeDisk;
};

/** This computer, for the user who runs the command. */
export const thisComputer: AutostartMachineOf = (terminal) => ({
  ...thisAutostartMachine(terminal.env),
  makeFolder: (folder) => void ensurePrivateFolder(folder),
  homeDisk: HOME_DISK,
});
