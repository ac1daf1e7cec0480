import type { Config, SettingName } from './config.ts';
import type { Machine } from './machine.ts';
import type { SettingType } from './setting-types.ts';

/** One row of the settings table: what the setting is, where it may be set, and its default. */
export interface Setting<T> {
  /** One line, for `hal-listener config`, help and the panel. */
  readonly description: string;
  readonly kind: SettingType<T>;
  readonly default: T | Derived<T>;
  readonly env?: string;
  readonly qmconfig?: string;
  /** False for secrets, since process titles show flags, and for values that no flag can express. */
  readonly flag: boolean;
  /** False if config.json cannot set it: that file is in the folder that `home` names. */
  readonly file?: false;
  /**
   * For a setting that protects something: what an empty value would mean. It is rejected, since a shell produces one for
   * every variable that is not set (`WEBSOCKET_TOKEN=$TOKEN`).
   */
  readonly emptyMeans?: string;
  /** The value of a secret never appears in an error, a listing or a log. */
  readonly secret?: true;
}

/** The value of another setting, for a default that depends on it. */
export type ValueOf = <K extends SettingName>(name: K) => Config[K];

/** A default that depends on the machine or on other settings. */
export class Derived<T> {
  /** For help, for example `qmclient if a QM host is set, ...`. */
  readonly description: string;
  readonly from: (machine: Machine, value: ValueOf) => T;

  constructor(description: string, from: (machine: Machine, value: ValueOf) => T) {
    this.description = description;
    this.from = from;
  }
}

/** The rows for the given keys; each file of settings has its own. */
export type SettingTable<K extends SettingName> = { readonly [P in K]: Setting<Config[P]> };
