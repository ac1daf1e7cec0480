import type { ConfigJson } from '../../contract/command-json.ts';
import type { Config, SettingName, Source } from './config.ts';
import { describeSource } from './errors.ts';
import type { LoadedConfig } from './load.ts';
import type { Setting } from './setting.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from './settings.ts';

/** One setting for `hal-listener config`. A secret is shown as `(set)` or `(not set)`. */
export interface SettingRow {
  readonly name: SettingName;
  readonly value: string;
  /** Its source, formatted. */
  readonly from: string;
}

/** Every setting with its value and its source. */
export function settingRows({ config, sources }: LoadedConfig): readonly SettingRow[] {
  return SETTING_NAMES.map((name) => {
    return { name, value: formatSettingValue(name, config), from: describeSource(sources[name]) };
  });
}

/** The output of `hal-listener config --json`: values as JSON, and every place where the setting can be set. */
export function configJson({ config, sources, warnings }: LoadedConfig): ConfigJson {
  const settings = SETTING_NAMES.map((name) => {
    const { env, qmconfig, secret } = SETTINGS[name];
    return {
      name,
      value: secret ? formatSettingValue(name, config) : (config[name] ?? null),
      source: sources[name].kind,
      ...placeOf(sources[name]),
      env: env ?? null,
      qmconfig: qmconfig ?? null,
      flag: flagOf(name) ?? null,
    };
  });
  return { settings, warnings: [...warnings] };
}

function placeOf({ kind: _kind, ...place }: Source): Omit<Source, 'kind'> {
  return place;
}

function formatSettingValue<K extends SettingName>(name: K, config: Config): string {
  const { kind }: Setting<Config[K]> = SETTINGS[name];
  return kind.format(config[name]);
}
