import type { Config, SettingName } from './config.ts';
import type { Machine } from './machine.ts';
import type { SettingType } from './setting-types.ts';

/** One row of the settings table: what the setting is, where it may be said, and what it is without a word. */
export interface Setting<T> {
  /** One line, for `hal-listener config`, help and the panel. */
  readonly description: string;
  readonly kind: SettingType<T>;
  readonly default: T | Derived<T>;
  readonly env?: string;
  readonly qmconfig?: string;
  /** False for secrets, since process titles show flags, and for what no flag can say. */
  readonly flag: boolean;
  /** False where config.json cannot say it: it stands in the very folder that home names. */
  readonly file?: false;
  /**
   * Of a setting that protects: what an empty value would mean without a word. It is refused, since a shell writes one
   * for every variable that is not set (`WEBSOCKET_TOKEN=$TOKEN`).
   */
  readonly emptyMeans?: string;
  /** A secret's value is never in an error, a listing or a log. */
  readonly secret?: true;
}

/** The value of another setting, for a default that depends on it. */
export type ValueOf = <K extends SettingName>(name: K) => Config[K];

/** A default that depends on the machine or on other settings. */
export class Derived<T> {
  /** For help, as `qmclient if a QM host is set, ...`. */
  readonly description: string;
  readonly from: (machine: Machine, value: ValueOf) => T;

  constructor(description: string, from: (machine: Machine, value: ValueOf) => T) {
    this.description = description;
    this.from = from;
  }
}

/** The rows for the given keys; each room of settings states its own. */
export type SettingTable<K extends SettingName> = { readonly [P in K]: Setting<Config[P]> };
