import { fileErrorReason, isAbsent } from '../../lib/file-error.ts';
import { decodeText } from '../../lib/text.ts';
import { registeredAccountDir } from './account-register.ts';
import { checkTogether, readSecretFiles } from './checks.ts';
import { type Config, ConfigError, type SettingName, type Source } from './config.ts';
import { parseConfigFile } from './config-file.ts';
import { refusal } from './errors.ts';

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
  readonly outside: Machine;
}

export interface LoadedConfig {
  readonly config: Config;
  readonly sources: Readonly<Record<SettingName, Source>>;
  /** What was passed over or may surprise, one line each. */
  readonly warnings: readonly string[];
}

/** The folders alone: what a command needs that reads logs or talks to a listener, whatever else is wrong. */
export type Places = Pick<Config, 'home' | 'accountDir' | 'logDir'>;

/**
 * Reads every setting from its layers, lowest precedence first: default, QMCONFIG, config.json, environment,
 * flag. Throws ConfigError, one line, at the first value or file that cannot be used.
 */
export function loadConfig({ flags, outside }: LoadInputs): LoadedConfig {
  const resolution = openLayers(flags, outside);
  readSecretFiles(resolution);
  const { config, sources } = resolution.complete();
  checkTogether(config, resolution);
  return { config, sources, warnings: resolution.warnings };
}

export interface UsableConfig extends LoadedConfig {
  /** What `loadConfig` would refuse, one line each; none where it would not. */
  readonly troubles: readonly string[];
}

/**
 * Reads every setting that can be read; what cannot be used counts as not said. For commands that find, ask or end a
 * listener, and start none: a mistake in a file does not keep an operator from stopping it. Throws ConfigError for a
 * bad flag, and where the home itself cannot be told, since everything else is found from there.
 */
export function loadUsable({ flags, outside }: LoadInputs): UsableConfig {
  const [flagged, environment] = [flagLayer(flags, outside), environmentLayer(outside)];
  // What was typed with this very command is for its typist to put right.
  for (const name of SETTING_NAMES) if (flagged.find(name)) new Resolution(outside, [flagged]).value(name);
  homeOf(new Resolution(outside, [flagged, environment]));
  const troubles: string[] = [];
  const resolution = openLayers(flags, outside, ({ message }) => void troubles.push(message));
  resolution.tolerating(() => readSecretFiles(resolution));
  const { config, sources } = resolution.complete();
  if (troubles.length === 0) resolution.tolerating(() => checkTogether(config, resolution));
  return { config, sources, warnings: resolution.warnings, troubles };
}

/** Reads the folders; a bad value of another setting does not matter. Throws ConfigError. */
export function loadPlaces({ flags, outside }: LoadInputs): Places {
  const resolution = openLayers(flags, outside);
  return {
    home: resolution.value('home'),
    accountDir: resolution.value('accountDir'),
    logDir: resolution.value('logDir'),
  };
}

/** Finds home, config.json in it, the account's folder, and QMCONFIG in that: each may name the next. */
function openLayers(
  flags: FlagValues,
  outside: Machine,
  tolerate?: (error: ConfigError) => void,
): Resolution {
  const { join } = pathsOf(outside.platform);
  const layers = [flagLayer(flags, outside), environmentLayer(outside)];
  const resolution = new Resolution(outside, layers, tolerate);

  const configFile = join(homeOf(resolution), 'config.json');
  const parsed = resolution.tolerating(() => {
    const json = readIfThere(configFile, outside);
    return json === undefined ? undefined : parseConfigFile(json, configFile);
  });
  if (parsed !== undefined) {
    resolution.warnings.push(...parsed.warnings);
    resolution.addLayer(fileLayer(parsed, configFile, outside));
  }

  const accountDir = accountFolder(resolution);
  if (accountDir === undefined) return resolution;
  const given = resolution.given('accountDir');
  if (given !== undefined && !outside.files.isDirectory(accountDir)) {
    resolution.tolerating(() => {
      throw refusal('accountDir', given, 'is not there: allowed is a folder that exists, or none');
    });
  }

  const qmconfig = join(accountDir, 'QMCONFIG');
  const lines = resolution.tolerating(() => readIfThere(qmconfig, outside));
  if (lines !== undefined) {
    const parsed = parseQmconfig(lines, qmconfig);
    resolution.warnings.push(...parsed.warnings);
    resolution.addLayer(qmconfigLayer(parsed, qmconfig, outside));
  }
  return resolution;
}

/** An environment is inherited in any folder: a relative home would be another one in each. By flag it is typed here. */
function homeOf(resolution: Resolution): string {
  const home = resolution.value('home');
  const given = resolution.given('home');
  const { isAbsolute } = pathsOf(resolution.outside.platform);
  if (given?.source.kind !== 'environment' || isAbsolute(String(given.raw).trim())) return home;
  throw refusal('home', given, 'is a relative path: allowed is an absolute path');
}

/**
 * The account's folder as it was named, else from QM's own register of accounts where QM is on this machine. Where a QM
 * is configured and its account's folder is not known, that is said: settings in a QMCONFIG there would do nothing.
 */
function accountFolder(resolution: Resolution): string | undefined {
  const named = resolution.named('accountDir');
  if (named) return resolution.value('accountDir');
  // QMCONFIG may still say otherwise, so nothing is decided yet.
  const place = resolution.preview((as) => {
    const [driver, host] = [as.value('driver'), as.value('qmHost')];
    const local = driver === 'pipe' || driver === 'command' || (host !== undefined && isLoopback(host));
    return { driver, local, account: as.value('qmAccount'), program: as.value('qmProgram') };
  });
  if (place === undefined || place.driver === 'embedded') return resolution.value('accountDir');
  const found = place.local ? registeredAccountDir(resolution.outside, place) : undefined;
  if (found !== undefined) return resolution.decide('accountDir', found, { kind: 'default' });
  const fallback = resolution.value('accountDir');
  if (fallback === undefined) {
    resolution.warnings.push(
      `QMCONFIG was not looked for: the folder of account ${place.account} is not known here. Name it with --account-dir, QM_ACCOUNT_DIR or accountDir in config.json, or say "none" there`,
    );
  }
  return fallback;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\..*|::1)$/i.test(host);
}

/** A file's text; undefined where there is none. A file that is there and cannot be read is an error. */
function readIfThere(file: string, outside: Machine): string | undefined {
  try {
    return decodeText(outside.files.read(file), file);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw new ConfigError(`${file} cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}
