import { statSync } from 'node:fs';
import type { SettingDifference, SettingsView, SettingView } from '../../contract/panel-settings.ts';
import { previousConfigFileOf } from '../../lib/config-file.ts';
import type { Config, SettingName, Source } from '../../listener/config/config.ts';
import { describeSource } from '../../listener/config/errors.ts';
import { type LoadInputs, loadTolerant, type TolerantConfig } from '../../listener/config/load.ts';
import { Derived, type Setting } from '../../listener/config/setting.ts';
import { SETTING_NAMES, SETTINGS } from '../../listener/config/settings.ts';
import { needsRestart } from '../../listener/reload.ts';
import { loadedWith, type OpenedConfig, previousContent } from '../config-writer.ts';
import { withLastStart } from '../start-flags.ts';
import { groupOfSetting } from './setting-groups.ts';

/** @param inputs of the program that serves the panel @param opened the file as it is now @throws ConfigError, Node's file errors */
export function settingsView(inputs: LoadInputs, opened: OpenedConfig): SettingsView {
  const here = loadTolerant(inputs);
  const next = loadTolerant(withLastStart(inputs));
  const fromFile = loadedWith(opened, opened.content);
  const previous = previousOf(opened, fromFile);
  return {
    file: opened.file,
    stamp: opened.stamp,
    settings: SETTING_NAMES.map((name) => settingView(name, { here, next, fromFile })),
    errors: here.errors,
    warnings: here.warnings,
    ...(previous === undefined ? {} : { previous }),
  };
}

interface Loaded {
  /** As a start from here reads them. */
  readonly here: TolerantConfig;
  /** As a restart reads them, which repeats the last start. */
  readonly next: TolerantConfig;
  /** As they are without an environment. */
  readonly fromFile: TolerantConfig;
}

function settingView(name: SettingName, { here, next, fromFile }: Loaded): SettingView {
  const { description, kind, default: fallback, secret, file } = SETTINGS[name];
  const source = next.sources[name];
  const words = kind.placeholder.split('|');
  const isSwitch = kind.placeholder === 'on|off';
  const override = overrideOf(source, here.sources[name]);
  return {
    name,
    group: groupOfSetting(name),
    description,
    allowed: kind.allowed,
    input:
      secret === true
        ? 'secret'
        : isSwitch
          ? 'switch'
          : words.length > 1
            ? 'choice'
            : inputOf(kind.placeholder),
    ...(words.length > 1 && !isSwitch ? { choices: words } : {}),
    value: formatted(name, next.config),
    saved: formatted(name, fromFile.config),
    default: fallback instanceof Derived ? fallback.description : formattedValue(name, fallback),
    source: source.kind,
    ...(source.kind === 'default' ? {} : { from: describeSource(source) }),
    isInFile: fromFile.sources[name].kind === 'file',
    isEditable: file !== false,
    needsRestart: needsRestart(name),
    ...(override === undefined ? {} : { override }),
    isSecret: secret === true,
  };
}

function overrideOf(next: Source, here: Source): SettingView['override'] {
  if (next.kind !== 'environment' && next.kind !== 'flag') return undefined;
  const isHere = here.kind === next.kind && here.key === next.key;
  return { key: next.key, of: isHere ? 'here' : 'last-start' };
}

function inputOf(placeholder: string): SettingView['input'] {
  return ['number', 'ms', 'port'].includes(placeholder) ? 'number' : 'text';
}

/** As a person types it, so that it can be read back. */
function formatted<K extends SettingName>(name: K, config: Config): string {
  return formattedValue(name, config[name]);
}

function formattedValue(name: SettingName, value: unknown): string {
  const { kind }: Setting<never> = SETTINGS[name] as Setting<never>;
  if (kind.placeholder !== 'object' || typeof value !== 'object' || value === null)
    return kind.format(value as never);
  return Object.keys(value).length === 0 ? 'none' : JSON.stringify(value);
}

function previousOf(opened: OpenedConfig, fromFile: TolerantConfig): SettingsView['previous'] {
  const content = previousContent(opened);
  if (content === undefined) return undefined;
  const differences = settingDifferences(fromFile, loadedWith(opened, content));
  return { at: statSync(previousConfigFileOf(opened.home)).mtimeMs, differences };
}

/** What differs between two contents of the file. Secrets differ, but are not shown. */
function settingDifferences(before: TolerantConfig, after: TolerantConfig): readonly SettingDifference[] {
  return SETTING_NAMES.flatMap((name) => {
    const sources = [before.sources[name].kind, after.sources[name].kind];
    // The default of one setting may depend on another.
    if (!sources.includes('file')) return [];
    const isSame = JSON.stringify(before.config[name]) === JSON.stringify(after.config[name]);
    if (isSame && sources[0] === sources[1]) return [];
    return [{ name, ...inFile('before', name, before), ...inFile('after', name, after) }];
  });
}

function inFile(key: 'before' | 'after', name: SettingName, { config, sources }: TolerantConfig): object {
  return sources[name].kind === 'file' ? { [key]: formatted(name, config) } : {};
}
