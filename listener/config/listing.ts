import type { Config, SettingName, Source } from './config.ts';
import { describeSource } from './errors.ts';
import type { LoadedConfig } from './load.ts';
import type { Setting } from './setting.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from './settings.ts';

/** One setting as `hal-listener config` shows it. A secret is `(set)` or `(not set)`. */
export interface SettingRow {
  readonly name: SettingName;
  readonly value: string;
  /** Where it came from, in words. */
  readonly from: string;
}

/** The same for programs: values as JSON, and every place the setting can be said. */
export interface SettingJson {
  readonly name: SettingName;
  readonly value: unknown;
  readonly source: Source;
  readonly env: string | null;
  readonly qmconfig: string | null;
  readonly flag: string | null;
}

export interface ConfigJson {
  readonly settings: readonly SettingJson[];
  readonly warnings: readonly string[];
}

export function settingRows({ config, sources }: LoadedConfig): readonly SettingRow[] {
  return SETTING_NAMES.map((name) => {
    return { name, value: formatSettingValue(name, config), from: describeSource(sources[name]) };
  });
}

export function configJson({ config, sources, warnings }: LoadedConfig): ConfigJson {
  const settings = SETTING_NAMES.map((name) => {
    const { env, qmconfig, secret } = SETTINGS[name];
    return {
      name,
      value: secret ? formatSettingValue(name, config) : (config[name] ?? null),
      source: sources[name],
      env: env ?? null,
      qmconfig: qmconfig ?? null,
      flag: flagOf(name) ?? null,
    };
  });
  return { settings, warnings };
}

function formatSettingValue<K extends SettingName>(name: K, config: Config): string {
  const { kind }: Setting<Config[K]> = SETTINGS[name];
  return kind.format(config[name]);
}
