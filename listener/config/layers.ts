import type { SettingName } from './config.ts';
import type { ConfigFile } from './config-file.ts';
import type { Place } from './kinds.ts';
import { environmentValue, type Outside, pathsOf } from './outside.ts';
import type { Qmconfig } from './qmconfig.ts';
import type { Given } from './refusal.ts';
import { flagOf, SETTINGS } from './settings.ts';

/** One place settings are said in. A value left empty is not said, but for settings that protect. */
export interface Layer extends Place {
  find(name: SettingName): Given | undefined;
}

/** The command line's values by setting name. */
export type FlagValues = Readonly<Partial<Record<SettingName, string>>>;

export function flagLayer(flags: FlagValues, outside: Outside): Layer {
  return layer(outside, outside.cwd, (name) => {
    const key = flagOf(name);
    return key === undefined ? undefined : { raw: flags[name], source: { kind: 'flag', key } };
  });
}

export function environmentLayer(outside: Outside): Layer {
  return layer(outside, outside.cwd, (name) => {
    const key = SETTINGS[name].env;
    if (key === undefined) return undefined;
    return { raw: environmentValue(outside, key), source: { kind: 'environment', key } };
  });
}

export function fileLayer({ entries }: ConfigFile, file: string, outside: Outside): Layer {
  return layer(outside, pathsOf(outside.platform).dirname(file), (name) => {
    return { raw: entries.get(name), source: { kind: 'file', file, key: name } };
  });
}

export function qmconfigLayer({ entries }: Qmconfig, file: string, outside: Outside): Layer {
  return layer(outside, pathsOf(outside.platform).dirname(file), (name) => {
    const key = SETTINGS[name].qmconfig;
    const entry = key === undefined ? undefined : entries.get(key);
    if (key === undefined || entry === undefined) return undefined;
    return { raw: entry.value, source: { kind: 'qmconfig', file, line: entry.line, key } };
  });
}

/** @param directory the folder the layer's relative paths start from */
function layer(outside: Outside, directory: string, lookUp: Layer['find']): Layer {
  return {
    resolve: (path) => pathsOf(outside.platform).resolve(directory, path),
    find: (name) => {
      const given = lookUp(name);
      if (given === undefined || given.raw === undefined) return undefined;
      return isEmpty(name, given.raw) && SETTINGS[name].emptyMeans === undefined ? undefined : given;
    },
  };
}

/** Spaces alone are nothing; in the password of a QM login, which others have chosen, they may be meant. */
export function isEmpty(name: SettingName, raw: unknown): boolean {
  if (raw === undefined || raw === null) return true;
  return typeof raw === 'string' && (name === 'qmPassword' ? raw : raw.trim()) === '';
}
