import type { RunProfile } from '../contract/run-profile.ts';

/** Where the value of a setting comes from; `none`: it has none. */
export type ValueSource = 'default' | 'qmconfig' | 'file' | 'environment' | 'flag' | 'none';

/** What a listener would run with, before it is started. */
export type NextRun =
  | {
      readonly kind: 'usable';
      readonly port: number;
      readonly driver: string;
      readonly tls: boolean;
      readonly token: ValueSource;
      readonly qmPassword: ValueSource;
      readonly assistKey: ValueSource;
      /** The address it would bind; undefined for every one. */
      readonly host: string | undefined;
      readonly hostSource: ValueSource;
      /** Whole, where it could be told in advance. */
      readonly profile?: RunProfile | undefined;
    }
  /** It would refuse to start. `passing`: until the machine is well again, whatever the configuration says. */
  | { readonly kind: 'unusable'; readonly reason: string; readonly passing?: boolean };
