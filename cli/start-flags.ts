import type { Command } from 'commander';
import { HOME_FILES } from '../contract/home-files.ts';
import type { Desired } from '../contract/run-state.ts';
import type { StartFlags } from '../contract/start-flags.ts';
import { type Config, ConfigError, type SettingName } from '../listener/config/config.ts';
import {
  type LoadedConfig,
  type LoadInputs,
  loadTolerant,
  type Places,
  type TolerantConfig,
} from '../listener/config/load.ts';
import { withEnvironment } from '../listener/config/machine.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../listener/config/settings.ts';
import { repeatedEnvironment } from '../supervisor/lifecycle/repeated-environment.ts';
import { readDesired } from '../supervisor/registry/desired-state.ts';
import { isDebugFlag, loadInputs, orBadConfiguration } from './setting-flags.ts';
import type { Terminal } from './terminal.ts';

/** The settings of a command line as flags that a restart repeats. */
export function startFlags(command: Command, { config, sources }: LoadedConfig): StartFlags {
  const entries = SETTING_NAMES.flatMap((name) => {
    const flag = flagOf(name);
    const repeated = sources[name].kind === 'flag' && name !== 'home';
    if (flag === undefined || !repeated || (name === 'logLevel' && isDebugFlag(command))) return [];
    return [[flag, formatted(name, config)] as const];
  });
  return Object.fromEntries(entries);
}

/** The names of the environment variables that configure a listener. */
export function settingVariables({ sources }: LoadedConfig): string[] {
  return SETTING_NAMES.flatMap((name) => {
    const source = sources[name];
    return source.kind === 'environment' && name !== 'home' ? [source.key] : [];
  });
}

/**
 * Adds the flags and the environment of the last start, for a command that has to find the listener of this home. The
 * command line overrides them. Another port on the command line means another listener, so nothing is added then.
 */
export function withLastStart(inputs: LoadInputs): LoadInputs {
  const last = lastStart(loadTolerant(inputs).config.home);
  const { port } = inputs.flags;
  if (last?.flags === undefined || (port !== undefined && port !== String(last.port))) return inputs;
  const env = repeatedEnvironment(inputs.machine.env, last.profile, 'exactly');
  const repeated = {
    flags: { ...namedFlags(last.flags), ...inputs.flags },
    machine: withEnvironment(inputs.machine, env),
  };
  try {
    loadTolerant(repeated);
    return repeated;
  } catch (error) {
    // Flags that are no longer valid are reported by the next start.
    if (error instanceof ConfigError) return inputs;
    throw error;
  }
}

/**
 * Home, account folder and log folder of the listener: as at its last start, unless this command line overrides them.
 */
export function placesOf(command: Command, terminal: Terminal): Places {
  const inputs = loadInputs(command, terminal);
  usableConfig(inputs, terminal);
  return loadTolerant(withLastStart(inputs)).config;
}

/**
 * The usable part of the configuration, for a command that starts nothing. Prints its errors as warnings.
 *
 * @throws CliFailure for a bad flag
 */
export function usableConfig(inputs: LoadInputs, terminal: Pick<Terminal, 'err'>): TolerantConfig {
  const usable = orBadConfiguration(() => loadTolerant(inputs));
  for (const problem of usable.errors) terminal.err(`warning: ${problem}\n`);
  return usable;
}

/** How the listener of a home was started last; undefined if it never was. */
export function lastStart(home: string): Desired | undefined {
  return readDesired(home, HOME_FILES.desired);
}

/** Converts flags to the values of settings, by setting name. */
export function namedFlags(flags: StartFlags): Partial<Record<SettingName, string>> {
  const entries = SETTING_NAMES.flatMap((name) => {
    const value = flags[flagOf(name) ?? ''];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function formatted(name: SettingName, config: Config): string {
  const { kind } = SETTINGS[name];
  return kind.format(config[name] as never);
}
