import { HOME_FILES } from '../../contract/home-files.ts';
import { configFileOf } from '../../lib/config-file.ts';
import { fileErrorReason, isAbsent } from '../../lib/file-error.ts';
import { decodeText } from '../../lib/text.ts';
import { registeredAccountDir } from './account-register.ts';
import { checkCombinations, readSecretFiles } from './checks.ts';
import { type Config, ConfigError, type SettingName, type Source } from './config.ts';
import { parseConfigFile } from './config-file.ts';
import { settingError } from './errors.ts';

import { type Machine, pathsOf } from './machine.ts';
import { parseQmconfig } from './qmconfig.ts';
import {
  environmentLayer,
  type FlagValues,
  fileLayer,
  flagLayer,
  qmconfigLayer,
  Resolution,
} from './resolution.ts';

import { SETTING_NAMES } from './settings.ts';

export interface LoadInputs {
  readonly flags: FlagValues;
  readonly machine: Machine;
}

export interface LoadedConfig {
  readonly config: Config;
  readonly sources: Readonly<Record<SettingName, Source>>;
  /** Ignored values and possible surprises, one line each. */
  readonly warnings: readonly string[];
}

/** Only the folders: enough for a command that reads logs or talks to a listener. */
export type Places = Pick<Config, 'home' | 'accountDir' | 'logDir'>;

/**
 * Reads every setting from its layers, lowest precedence first: default, QMCONFIG, config.json, environment,
 * flag. Throws ConfigError, one line, for the first invalid value or unreadable file.
 */
export function loadConfig({ flags, machine }: LoadInputs): LoadedConfig {
  const resolution = openLayers(flags, machine);
  readSecretFiles(resolution);
  const { config, sources } = resolution.complete();
  checkCombinations(config, resolution);
  return { config, sources, warnings: resolution.warnings };
}

export interface TolerantConfig extends LoadedConfig {
  /** The errors that `loadConfig` would throw, one line each. */
  readonly errors: readonly string[];
}

/**
 * Reads every valid setting and treats invalid ones as not set. For commands that find, query or stop a listener: an
 * error in a file must not keep an operator from stopping it. Throws ConfigError for an invalid flag, and if the home
 * cannot be determined, since everything else is found from there.
 */
export function loadTolerant({ flags, machine }: LoadInputs): TolerantConfig {
  const [flagged, environment] = [flagLayer(flags, machine), environmentLayer(machine)];
  // A flag was typed with this command, so its error is reported.
  for (const name of SETTING_NAMES) if (flagged.find(name)) new Resolution(machine, [flagged]).value(name);
  homeOf(new Resolution(machine, [flagged, environment]));
  const errors: string[] = [];
  const resolution = openLayers(flags, machine, ({ message }) => void errors.push(message));
  resolution.attempt(() => readSecretFiles(resolution));
  const { config, sources } = resolution.complete();
  if (errors.length === 0) resolution.attempt(() => checkCombinations(config, resolution));
  return { config, sources, warnings: resolution.warnings, errors };
}

/** Reads only the folders; invalid values of other settings are ignored. Throws ConfigError. */
export function loadPlaces({ flags, machine }: LoadInputs): Places {
  const resolution = openLayers(flags, machine);
  return {
    home: resolution.value('home'),
    accountDir: resolution.value('accountDir'),
    logDir: resolution.value('logDir'),
  };
}

/** Reads the layers in order: home, its config.json, the account's folder and its QMCONFIG. Each may name the next. */
function openLayers(flags: FlagValues, machine: Machine, onError?: (error: ConfigError) => void): Resolution {
  const { join } = pathsOf(machine.platform);
  const layers = [flagLayer(flags, machine), environmentLayer(machine)];
  const resolution = new Resolution(machine, layers, onError);

  const home = homeOf(resolution);
  resolution.attempt(() => {
    if (readIfExists(join(home, HOME_FILES.restore), machine) === undefined) return;
    throw new ConfigError(
      `A restore of ${home} was interrupted, so its files belong to two different times. Finish it: hal-listener restore --continue`,
    );
  });
  const configFile = configFileOf(home, machine.files.isDirectory, join);
  const parsed = resolution.attempt(() => {
    const json = readIfExists(configFile, machine);
    return json === undefined ? undefined : parseConfigFile(json, configFile);
  });
  if (parsed !== undefined) {
    resolution.warnings.push(...parsed.warnings);
    resolution.addLayer(fileLayer(parsed, configFile, machine));
  }

  const accountDir = accountFolder(resolution);
  if (accountDir === undefined) return resolution;
  const rawValue = resolution.rawValue('accountDir');
  if (rawValue !== undefined && !machine.files.isDirectory(accountDir)) {
    resolution.attempt(() => {
      throw settingError('accountDir', rawValue, 'does not exist: allowed is an existing folder, or none');
    });
  }

  const qmconfig = join(accountDir, 'QMCONFIG');
  const lines = resolution.attempt(() => readIfExists(qmconfig, machine));
  if (lines !== undefined) {
    const parsed = parseQmconfig(lines, qmconfig);
    resolution.warnings.push(...parsed.warnings);
    resolution.addLayer(qmconfigLayer(parsed, qmconfig, machine));
  }
  return resolution;
}

/** Rejects a relative home in the environment, which is inherited in any folder. A flag is typed in this folder. */
function homeOf(resolution: Resolution): string {
  const home = resolution.value('home');
  const rawValue = resolution.rawValue('home');
  const { isAbsolute } = pathsOf(resolution.machine.platform);
  if (rawValue?.source.kind !== 'environment' || isAbsolute(String(rawValue.raw).trim())) return home;
  throw settingError('home', rawValue, 'is a relative path: allowed is an absolute path');
}

/**
 * The account's folder as configured, otherwise from the register of a QM on this machine. If a QM is configured and the
 * folder of its account is unknown, a warning says so, because a QMCONFIG there would have no effect.
 */
function accountFolder(resolution: Resolution): string | undefined {
  const named = resolution.isSet('accountDir');
  if (named) return resolution.value('accountDir');
  // QMCONFIG may still change these settings, so none is decided yet.
  const place = resolution.preview((as) => {
    const [driver, host] = [as.value('driver'), as.value('qmHost')];
    const local = driver === 'pipe' || driver === 'command' || (host !== undefined && isLoopback(host));
    return { driver, local, account: as.value('qmAccount'), program: as.value('qmProgram') };
  });
  if (place === undefined || place.driver === 'embedded') return resolution.value('accountDir');
  const found = place.local ? registeredAccountDir(resolution.machine, place) : undefined;
  if (found !== undefined) return resolution.decide('accountDir', found, { kind: 'default' });
  const fallback = resolution.value('accountDir');
  if (fallback === undefined) {
    resolution.warnings.push(
      `QMCONFIG was not read: the folder of account ${place.account} is unknown. Set it with --account-dir, QM_ACCOUNT_DIR or accountDir in config.json, or set "none" there`,
    );
  }
  return fallback;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\..*|::1)$/i.test(host);
}

/** A file's text; undefined if there is none. An existing file that cannot be read is an error. */
function readIfExists(file: string, machine: Machine): string | undefined {
  try {
    return decodeText(machine.files.read(file), file);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw new ConfigError(`${file} cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}
