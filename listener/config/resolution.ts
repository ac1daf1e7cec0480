import { type Config, ConfigError, type SettingName, type Source } from './config.ts';
import type { ConfigFile } from './config-file.ts';
import { describeAllowed, describeSource, type RawValue, settingError } from './errors.ts';
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

export function flagLayer(flags: FlagValues, machine: Machine): Layer {
  return layer(machine, machine.cwd, (name) => {
    const key = flagOf(name);
    return key === undefined ? undefined : { raw: flags[name], source: { kind: 'flag', key } };
  });
}

export function environmentLayer(machine: Machine): Layer {
  return layer(machine, machine.cwd, (name) => {
    const key = SETTINGS[name].env;
    if (key === undefined) return undefined;
    return { raw: environmentValue(machine, key), source: { kind: 'environment', key } };
  });
}

export function fileLayer({ entries }: ConfigFile, file: string, machine: Machine): Layer {
  return layer(machine, pathsOf(machine.platform).dirname(file), (name) => {
    return { raw: entries.get(name), source: { kind: 'file', file, key: name } };
  });
}

export function qmconfigLayer({ entries }: Qmconfig, file: string, machine: Machine): Layer {
  return layer(machine, pathsOf(machine.platform).dirname(file), (name) => {
    const key = SETTINGS[name].qmconfig;
    const entry = key === undefined ? undefined : entries.get(key);
    if (key === undefined || entry === undefined) return undefined;
    return { raw: entry.value, source: { kind: 'qmconfig', file, line: entry.line, key } };
  });
}

/** @param directory the folder the layer's relative paths start from */
function layer(machine: Machine, directory: string, lookUp: Layer['find']): Layer {
  return {
    resolve: (path) => pathsOf(machine.platform).resolve(directory, path),
    find: (name) => {
      const rawValue = lookUp(name);
      if (rawValue === undefined || rawValue.raw === undefined) return undefined;
      return isEmpty(name, rawValue.raw) && SETTINGS[name].emptyMeans === undefined ? undefined : rawValue;
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
  readonly machine: Machine;
  readonly warnings: string[] = [];
  /** Highest precedence first. */
  readonly #layers: Layer[];
  readonly #values: { -readonly [K in SettingName]?: Config[K] } = {};
  readonly #sources: Partial<Record<SettingName, Source>> = {};
  readonly #rawValues: Partial<Record<SettingName, RawValue>> = {};

  /** Takes what cannot be used and goes on without it; throws where nobody takes it. */
  readonly #onError: (error: ConfigError) => void;

  constructor(
    machine: Machine,
    layers: readonly Layer[],
    onError: (error: ConfigError) => void = throwError,
  ) {
    this.machine = machine;
    this.#layers = [...layers];
    this.#onError = onError;
  }

  /** Does the work, or goes on without what it would have given. @throws ConfigError where nobody tolerates it */
  attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#onError(error);
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
      const rawValue = layer.find(name);
      return rawValue === undefined ? [] : [{ rawValue, parsed: parse(name, rawValue.raw, layer) }];
    });
    while (all[0] !== undefined && all[0].parsed === undefined) {
      this.#onError(settingError(name, all[0].rawValue, problemOf(name, all[0].rawValue.raw)));
      all.shift();
    }
    const [winner, ...overridden] = all;
    if (winner?.parsed === undefined) return this.decide(name, this.#defaultOf(name), { kind: 'default' });
    const { rawValue, parsed } = winner;
    for (const { rawValue: other } of overridden.filter((each) => each.parsed === undefined)) {
      const { message } = settingError(name, other, problemOf(name, other.raw));
      this.warnings.push(`${message}; ${describeSource(rawValue.source)} is used instead`);
    }
    this.#rawValues[name] = rawValue;
    return this.decide(name, parsed.value, rawValue.source);
  }

  /** Whether a layer says anything of a setting. */
  isSet(name: SettingName): boolean {
    return this.#layers.some((layer) => layer.find(name) !== undefined);
  }

  /**
   * What settings would be by the layers there are so far, without deciding one.
   *
   * @returns undefined where one of them cannot be used, which is told when it is decided
   */
  preview<T>(look: (as: Resolution) => T): T | undefined {
    try {
      return look(new Resolution(this.machine, this.#layers));
    } catch (error) {
      if (error instanceof ConfigError) return undefined;
      throw error;
    }
  }

  /** What was given for a decided setting; undefined for a default. */
  rawValue(name: SettingName): RawValue | undefined {
    return this.#rawValues[name];
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
      ? fallback.from(this.machine, (other) => this.value(other))
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
  if (emptyMeans === undefined || !isEmpty(name, raw)) return describeAllowed(name);
  return `is empty, which would mean ${emptyMeans}: set a value or remove it`;
}

function throwError(error: ConfigError): never {
  throw error;
}
