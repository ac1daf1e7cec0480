import type { LogLevel } from '../../contract/log-line.ts';
import type { DriverName } from '../account/account.ts';

/** Everything the listener can be told, validated. `settings.ts` says where each value may come from. */
export interface Config {
  /** TCP port; 0 takes any free one. */
  readonly port: number;
  /** Further ports that answer alike, for older clients. */
  readonly extraPorts: readonly number[];
  /** Addresses to bind; undefined means every one: 0.0.0.0, and [::] where there is IPv6. */
  readonly host: string | undefined;
  readonly maxConnections: number;
  /** Clients of one address; this machine's own, a proxy among them, may have all. */
  readonly maxConnectionsPerAddress: number;
  /** Sockets of one address before their handshake is done or while they are refused. */
  readonly maxPendingPerAddress: number;
  /** Milliseconds a client waits for its answer at most. */
  readonly deadlineMs: number;
  /** Milliseconds a statement may take in QM. */
  readonly timeoutMs: number;
  /** Bytes a message may have (audio may have more: docs/protocol.md §5). */
  readonly maxMessageBytes: number;
  readonly driver: DriverName;
  readonly qmProgram: string | undefined;
  readonly qmHost: string | undefined;
  readonly qmPort: number;
  readonly qmAccount: string;
  readonly qmUsername: string | undefined;
  readonly qmPassword: string | undefined;
  readonly qmPasswordFile: string | undefined;
  readonly qmSessions: number;
  /** Queries that may wait for a QM session, all clients together. */
  readonly qmWaiting: number;
  readonly halQuery: 'first' | 'last' | 'off';
  /** Files whose amounts are stored times 100; a file not named here follows its dictionary's MD conversion. */
  /** What bytes from 0x80 up mean in the account's texts. */
  readonly qmEncoding: 'auto' | 'utf-8' | 'latin-1';
  readonly scaledAmounts: Readonly<Record<string, boolean>>;
  /** Where questions that are not understood are posted to be translated; undefined: nowhere. */
  readonly assistUrl: string | undefined;
  readonly assistModel: string | undefined;
  /** Milliseconds a translation may take; less than the deadline. */
  readonly assistTimeoutMs: number;
  readonly assistKey: string | undefined;
  readonly assistKeyFile: string | undefined;
  /** Whether the invented example records may answer where nobody looks; undefined is no. */
  readonly example: boolean | undefined;
  /** The folder of configuration, run/, sessions and keys. */
  readonly home: string;
  /** The HAL account's folder on this machine, where there is one. */
  readonly accountDir: string | undefined;
  readonly logDir: string;
  readonly logLevel: LogLevel;
  /** Bytes a log file may have before it is put aside. */
  readonly logMaxSize: number;
  /** Log files put aside that are kept. */
  readonly logKeep: number;
  /** Whether questions and answers may be written to the logs. */
  readonly logQuestions: boolean;
  readonly keepSessions: boolean;
  /** Messages a second one client may send on average; 0 is no limit. */
  readonly rate: number;
  readonly burst: number;
  /** Milliseconds a stop waits for answers still under way. */
  readonly drainMs: number;
  /** Percent of one core, sustained for a minute, that raises the alarm. */
  readonly alarmCpu: number;
  /** Bytes of resident memory that raise the alarm. */
  readonly alarmRss: number;
  readonly token: string | undefined;
  /** Origins allowed beside localhost and this machine's own addresses and names. */
  readonly origins: readonly string[];
  readonly tlsKey: string | undefined;
  readonly tlsCert: string | undefined;
}

export type SettingName = keyof Config;

/** Where a value came from, lowest precedence first. */
export type Source =
  | { readonly kind: 'default' }
  | { readonly kind: 'qmconfig'; readonly file: string; readonly line: number; readonly key: string }
  | { readonly kind: 'file'; readonly file: string; readonly key: string }
  | { readonly kind: 'environment'; readonly key: string }
  | { readonly kind: 'flag'; readonly key: string };

/** A configuration that cannot be used: one line naming key, value, source and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
