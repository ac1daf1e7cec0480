import type { LogLevel } from '../../contract/log-line.ts';
import type { DriverName } from '../account/account.ts';

/** The validated configuration. `settings.ts` says where each value may come from. */
export interface Config {
  /** TCP port; 0 means any free one. */
  readonly port: number;
  /** Further ports with the same service, for older clients. */
  readonly extraPorts: readonly number[];
  /** Address to bind; undefined means all: 0.0.0.0, and [::] if there is IPv6. */
  readonly host: string | undefined;
  readonly maxConnections: number;
  /** Clients per address; those on this machine, such as a proxy, may use all connections. */
  readonly maxConnectionsPerAddress: number;
  /** Sockets per address whose handshake is not done, or that are being rejected. */
  readonly maxPendingPerAddress: number;
  /** Milliseconds that a client waits for its answer at most. */
  readonly deadlineMs: number;
  /** Milliseconds a statement may take in QM. */
  readonly timeoutMs: number;
  /** Bytes per message at most (audio may have more: docs/protocol.md §5). */
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
  /** Of all listeners that share a session store; 0: not counted. */
  readonly qmSessionsTotal: number;
  /** Queries that may wait for a QM session, all clients together. */
  readonly qmWaiting: number;
  readonly halQuery: 'first' | 'last' | 'off';
  /** How the account encodes characters past ASCII. */
  readonly qmEncoding: 'auto' | 'utf-8' | 'latin-1';
  /** Files whose amounts are stored times 100; a file not named here follows its dictionary's MD conversion. */
  readonly scaledAmounts: Readonly<Record<string, boolean>>;
  /** Server that translates questions the engine does not understand; undefined for none. */
  readonly assistUrl: string | undefined;
  readonly assistModel: string | undefined;
  /** Milliseconds a translation may take; less than the deadline. */
  readonly assistTimeoutMs: number;
  readonly assistKey: string | undefined;
  readonly assistKeyFile: string | undefined;
  /** Endpoint that recognizes speech; undefined for none. */
  readonly sttUrl: string | undefined;
  readonly sttModel: string;
  /** `auto` leaves it to the server. */
  readonly sttLanguage: string;
  readonly sttKeyFile: string | undefined;
  /** Milliseconds from the end of an utterance to its text; less than the deadline. */
  readonly sttTimeoutMs: number;
  /** Whether names of the account go with the audio. */
  readonly sttNames: boolean;
  /** Milliseconds of silence that end an utterance. */
  readonly speechSilenceMs: number;
  /** Milliseconds of voice that an utterance has at least. */
  readonly speechShortestMs: number;
  /** Milliseconds after which an utterance is cut. */
  readonly speechLongestMs: number;
  /** How strictly noise is told from voice. */
  readonly voiceDetection: '0' | '1' | '2' | '3';
  /** What turns to HAL, in lower case. */
  readonly wakePhrases: readonly string[];
  /** Whether a client that streams all it hears is answered only after one of them. */
  readonly wakeRequired: boolean;
  /** Folder of recordings of what was said; undefined for none. */
  readonly keepAudio: string | undefined;
  readonly keepAudioDays: number;
  /** Endpoint that speaks answers; undefined for none. */
  readonly ttsUrl: string | undefined;
  readonly ttsModel: string;
  readonly ttsVoice: string;
  readonly ttsKeyFile: string | undefined;
  /** Milliseconds that an answer waits to be spoken. */
  readonly ttsTimeoutMs: number;
  /** Address of the store that several listeners share, as `valkey://host:6379/0`; undefined for none. */
  readonly sessionStore: string | undefined;
  readonly sessionStoreKeyFile: string | undefined;
  readonly sessionStoreUsername: string | undefined;
  readonly sessionStorePasswordFile: string | undefined;
  readonly sessionStoreCaFile: string | undefined;
  /** Whether the invented example records may be served when started unattended; undefined means no. */
  readonly example: boolean | undefined;
  /** The folder of configuration, run/, sessions and keys. */
  readonly home: string;
  /** The HAL account's folder on this machine, if there is one. */
  readonly accountDir: string | undefined;
  readonly logDir: string;
  /** Folder of a backup a day; undefined for none. */
  readonly backupFolder: string | undefined;
  readonly logLevel: LogLevel;
  /** Bytes at which a log file is rotated. */
  readonly logMaxSize: number;
  /** Rotated log files that are kept. */
  readonly logKeep: number;
  /** Whether questions and answers may be written to the logs. */
  readonly logQuestions: boolean;
  readonly keepSessions: boolean;
  /** Messages per second that one client may send on average; 0 means no limit. */
  readonly rate: number;
  readonly burst: number;
  /** Milliseconds that a stop waits for pending answers. */
  readonly drainMs: number;
  readonly drainNoticeMs: number;
  readonly drainSpreadMs: number;
  /** Percent of one core, sustained for a minute, that raises the alarm. */
  readonly alarmCpu: number;
  /** Bytes of resident memory that raise the alarm. */
  readonly alarmRss: number;
  /** Free bytes on the disks of the home and of the logs below which an alarm is raised. */
  readonly alarmDisk: number;
  /** Percent of the questions of a quarter of an hour. */
  readonly alarmDeclined: number;
  /** Questions that have waited for a QM session for a minute. */
  readonly alarmWaiting: number;
  /** Address that alarms are posted to; undefined for none. */
  readonly alarmWebhook: string | undefined;
  /** Key of the signature of what is posted. */
  readonly alarmWebhookSecret: string | undefined;
  readonly token: string | undefined;
  /** Origins allowed in addition to localhost and this machine's own addresses and names. */
  readonly origins: readonly string[];
  /** Addresses and networks of proxies that may name clients. */
  readonly trustedProxies: readonly string[];
  readonly tlsKey: string | undefined;
  readonly tlsCert: string | undefined;
}

export type SettingName = keyof Config;

/** The source of a value, lowest precedence first. */
export type Source =
  | { readonly kind: 'default' }
  | { readonly kind: 'qmconfig'; readonly file: string; readonly line: number; readonly key: string }
  | { readonly kind: 'file'; readonly file: string; readonly key: string }
  | { readonly kind: 'environment'; readonly key: string }
  | { readonly kind: 'flag'; readonly key: string };

/** An invalid configuration: one line with key, value, source and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
