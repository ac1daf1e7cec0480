import { type Config, ConfigError, type SettingName, type Source } from './config.ts';
import type { ConfigFile } from './config-file.ts';
import { describeSource, notAllowed, type RawValue, refusal } from './errors.ts';
import { environmentValue, type Machine, pathsOf } from './machine.ts';
import type { Qmconfig } from './qmconfig.ts';
import { Derived, type Setting } from './setting.ts';
import type { Parsed, Place } from './setting-types.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from './settings.ts';

/** One place settings are said in. A value left empty is not said, but for settings that protect. */
export interface Layer extends Place {
  find(name: SettingName): RawValue | undefined;
}

/** The command line's values by setting name. */
export type FlagValues = Readonly<Partial<Record<SettingName, string>>>;

export function flagLayer(flags: FlagValues, outside: Machine): Layer {
  return layer(outside, outside.cwd, (name) => {
    const key = flagOf(name);
    return key === undefined ? undefined : { raw: flags[name], source: { kind: 'flag', key } };
  });
}

export function environmentLayer(outside: Machine): Layer {
  return layer(outside, outside.cwd, (name) => {
    const key = SETTINGS[name].env;
    if (key === undefined) return undefined;
    return { raw: environmentValue(outside, key), source: { kind: 'environment', key } };
  });
}

export function fileLayer({ entries }: ConfigFile, file: string, outside: Machine): Layer {
  return layer(outside, pathsOf(outside.platform).dirname(file), (name) => {
    return { raw: entries.get(name), source: { kind: 'file', file, key: name } };
  });
}

export function qmconfigLayer({ entries }: Qmconfig, file: string, outside: Machine): Layer {
  return layer(outside, pathsOf(outside.platform).dirname(file), (name) => {
    const key = SETTINGS[name].qmconfig;
    const entry = key === undefined ? undefined : entries.get(key);
    if (key === undefined || entry === undefined) return undefined;
    return { raw: entry.value, source: { kind: 'qmconfig', file, line: entry.line, key } };
  });
}

/** @param directory the folder the layer's relative paths start from */
function layer(outside: Machine, directory: string, lookUp: Layer['find']): Layer {
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
function isEmpty(name: SettingName, raw: unknown): boolean {
  if (raw === undefined || raw === null) return true;
  return typeof raw === 'string' && (name === 'qmPassword' ? raw : raw.trim()) === '';
}

/** Decides settings one at a time, each once, from layers that may come to light on the way. */
export class Resolution {
  readonly outside: Machine;
  readonly warnings: string[] = [];
  /** Highest precedence first. */
  readonly #layers: Layer[];
  readonly #values: { -readonly [K in SettingName]?: Config[K] } = {};
  readonly #sources: Partial<Record<SettingName, Source>> = {};
  readonly #given: Partial<Record<SettingName, RawValue>> = {};

  /** Takes what cannot be used and goes on without it; throws where nobody takes it. */
  readonly #tolerate: (error: ConfigError) => void;

  constructor(outside: Machine, layers: readonly Layer[], tolerate: (error: ConfigError) => void = refuse) {
    this.outside = outside;
    this.#layers = [...layers];
    this.#tolerate = tolerate;
  }

  /** Does the work, or goes on without what it would have given. @throws ConfigError where nobody tolerates it */
  tolerating<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#tolerate(error);
      return undefined;
    }
  }

  /** Adds a layer at the bottom, or above those at the bottom. */
  addLayer(layer: Layer): void {
    this.#layers.push(layer);
  }

  /** The setting's value from the highest layer that has one. Throws ConfigError where it cannot be used. */
  value<K extends SettingName>(name: K): Config[K] {
    if (Object.hasOwn(this.#values, name)) return this.#values[name] as Config[K];
    const all = this.#layers.flatMap((layer) => {
      const given = layer.find(name);
      return given === undefined ? [] : [{ given, parsed: parse(name, given.raw, layer) }];
    });
    while (all[0] !== undefined && all[0].parsed === undefined) {
      this.#tolerate(refusal(name, all[0].given, problemOf(name, all[0].given.raw)));
      all.shift();
    }
    const [winner, ...overruled] = all;
    if (winner?.parsed === undefined) return this.decide(name, this.#defaultOf(name), { kind: 'default' });
    const { given, parsed } = winner;
    for (const { given: other } of overruled.filter((each) => each.parsed === undefined)) {
      const { message } = refusal(name, other, problemOf(name, other.raw));
      this.warnings.push(`${message}; ${describeSource(given.source)} holds in its place`);
    }
    this.#given[name] = given;
    return this.decide(name, parsed.value, given.source);
  }

  /** Whether a layer says anything of a setting. */
  named(name: SettingName): boolean {
    return this.#layers.some((layer) => layer.find(name) !== undefined);
  }

  /**
   * What settings would be by the layers there are so far, without deciding one.
   *
   * @returns undefined where one of them cannot be used, which is told when it is decided
   */
  preview<T>(look: (as: Resolution) => T): T | undefined {
    try {
      return look(new Resolution(this.outside, this.#layers));
    } catch (error) {
      if (error instanceof ConfigError) return undefined;
      throw error;
    }
  }

  /** What was given for a decided setting; undefined for a default. */
  given(name: SettingName): RawValue | undefined {
    return this.#given[name];
  }

  /** Sets a value that comes by another way than the setting's own layers. */
  decide<K extends SettingName>(name: K, value: Config[K], source: Source): Config[K] {
    this.#values[name] = value;
    this.#sources[name] = source;
    return value;
  }

  /** Every setting, decided. */
  complete(): { readonly config: Config; readonly sources: Readonly<Record<SettingName, Source>> } {
    for (const name of SETTING_NAMES) this.value(name);
    return { config: this.#values as Config, sources: this.#sources as Record<SettingName, Source> };
  }

  #defaultOf<K extends SettingName>(name: K): Config[K] {
    const fallback = SETTINGS[name].default;
    return fallback instanceof Derived
      ? fallback.from(this.outside, (other) => this.value(other))
      : (fallback as Config[K]);
  }
}

/** An empty value comes here only where it would take a protection away. */
function parse<K extends SettingName>(name: K, raw: unknown, layer: Layer): Parsed<Config[K]> {
  const { kind }: Setting<Config[K]> = SETTINGS[name];
  return isEmpty(name, raw) ? undefined : kind.parse(raw, layer);
}

function problemOf(name: SettingName, raw: unknown): string {
  const { emptyMeans } = SETTINGS[name];
  if (emptyMeans === undefined || !isEmpty(name, raw)) return notAllowed(name);
  return `is empty, which would mean ${emptyMeans}: give it a value, or leave it out`;
}

function refuse(error: ConfigError): never {
  throw error;
}
