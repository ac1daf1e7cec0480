import { type Config, ConfigError, type SettingName, type Source } from './config.ts';
import type { ConfigFile } from './config-file.ts';
import { describeAllowed, describeSource, type RawValue, settingError } from './errors.ts';
import { environmentValue, type Machine, pathsOf } from './machine.ts';
import type { Qmconfig } from './qmconfig.ts';
import { Derived, type Setting } from './setting.ts';
import type { Parsed, Place } from './setting-types.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from './settings.ts';

/** One source of settings. An empty value counts as not set, except for settings that protect something. */
export interface Layer extends Place {
  find(name: SettingName): RawValue | undefined;
}

/** The command line's values by setting name. */
export type FlagValues = Readonly<Partial<Record<SettingName, string>>>;

/** The settings on the command line. Relative paths are resolved against the working folder. */
export function flagLayer(flags: FlagValues, machine: Machine): Layer {
  return layer(machine, machine.cwd, (name) => {
    const key = flagOf(name);
    return key === undefined ? undefined : { raw: flags[name], source: { kind: 'flag', key } };
  });
}

/** The settings in the environment. Relative paths are resolved against the working folder. */
export function environmentLayer(machine: Machine): Layer {
  return layer(machine, machine.cwd, (name) => {
    const key = SETTINGS[name].env;
    if (key === undefined) return undefined;
    return { raw: environmentValue(machine, key), source: { kind: 'environment', key } };
  });
}

/** The settings in config.json. Relative paths are resolved against its folder. */
export function fileLayer({ entries }: ConfigFile, file: string, machine: Machine): Layer {
  return layer(machine, pathsOf(machine.platform).dirname(file), (name) => {
    return { raw: entries.get(name), source: { kind: 'file', file, key: name } };
  });
}

/** The settings in QMCONFIG. Relative paths are resolved against its folder. */
export function qmconfigLayer({ entries }: Qmconfig, file: string, machine: Machine): Layer {
  return layer(machine, pathsOf(machine.platform).dirname(file), (name) => {
    const key = SETTINGS[name].qmconfig;
    const entry = key === undefined ? undefined : entries.get(key);
    if (key === undefined || entry === undefined) return undefined;
    return { raw: entry.value, source: { kind: 'qmconfig', file, line: entry.line, key } };
  });
}

/** @param directory base folder of the layer's relative paths */
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

/** Whether a value is empty. Spaces count as empty except in the password of a QM login, which may consist of them. */
function isEmpty(name: SettingName, raw: unknown): boolean {
  if (raw === undefined || raw === null) return true;
  return typeof raw === 'string' && (name === 'qmPassword' ? raw : raw.trim()) === '';
}

/** Decides each setting once, from layers that may be added on the way. */
export class Resolution {
  readonly machine: Machine;
  readonly warnings: string[] = [];
  /** Highest precedence first. */
  readonly #layers: Layer[];
  readonly #values: { -readonly [K in SettingName]?: Config[K] } = {};
  readonly #sources: Partial<Record<SettingName, Source>> = {};
  readonly #rawValues: Partial<Record<SettingName, RawValue>> = {};

  /** Called for each invalid value or file, which is then ignored; throws by default. */
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

  /** Does the work; a ConfigError is passed to `onError`, and the result is then undefined. @throws ConfigError by default */
  attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#onError(error);
      return undefined;
    }
  }

  /** Adds a layer with the lowest precedence. */
  addLayer(layer: Layer): void {
    this.#layers.push(layer);
  }

  /** The setting's value from the highest layer that has one. Throws ConfigError if it is invalid. */
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

  /** Whether any layer has a value for a setting. */
  isSet(name: SettingName): boolean {
    return this.#layers.some((layer) => layer.find(name) !== undefined);
  }

  /**
   * Reads settings from the current layers without deciding them.
   *
   * @returns undefined if one of them is invalid, which is reported when it is decided
   */
  preview<T>(read: (preview: Resolution) => T): T | undefined {
    try {
      return read(new Resolution(this.machine, this.#layers));
    } catch (error) {
      if (error instanceof ConfigError) return undefined;
      throw error;
    }
  }

  /** The raw value of a decided setting; undefined for a default. */
  rawValue(name: SettingName): RawValue | undefined {
    return this.#rawValues[name];
  }

  /** Decides a setting with a value that does not come from its layers. */
  decide<K extends SettingName>(name: K, value: Config[K], source: Source): Config[K] {
    this.#values[name] = value;
    this.#sources[name] = source;
    return value;
  }

  /** Decides every setting. */
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

/** Parses a value. It is empty only if that would remove a protection, which is invalid. */
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
