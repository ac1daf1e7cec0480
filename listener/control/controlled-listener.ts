import type { Connections } from '../../contract/connections.ts';
import type { Queries } from '../../contract/queries.ts';
import type { ReloadReport } from '../../contract/reload.ts';
import type { RestartOrder } from '../../contract/start-flags.ts';
import type { AccountState, Status } from '../../contract/status.ts';
import type { LogLevel } from '../log/log.ts';
import type { Load } from './sampler.ts';

/** What the listener knows of itself; the control channel adds who it is and who owns it. */
export type ListenerFacts = Omit<
  Status,
  'userNo' | 'pid' | 'origin' | 'version' | 'owner' | 'restartRefused'
>;

/** A stop as it was ordered. */
export interface StopOrder {
  readonly code: 'stop' | 'restart';
  /** Who ordered it, for the log and run/last-exit.json, as `cli (anna)`. */
  readonly by: string;
  /** Of a restart: what whoever starts the next one tells it. */
  readonly next?: RestartOrder;
}

/** What the control channel may do with the listener that opened it. */
export interface ControlledListener {
  facts(): ListenerFacts;
  connections(): Connections;
  /** @returns false where there is no such connection */
  disconnect(id: string, by: string): boolean;
  queries(): Queries;
  /** `told` hears of each change of the account's state or of its reason. @returns what ends that */
  onAccount(told: (account: AccountState) => void): () => void;
  /** Each QM session is closed once it is idle, and opened anew. */
  recycleSessions(): void;
  setLogLevel(level: LogLevel): void;
  /** Reads configuration, certificate and intent table anew. */
  reload(by: string): ReloadReport;
  /** Takes no clients and no questions any more. */
  drain(): void;
  /** Begins the end of the process: drain, close, exit 0. Returns at once. */
  stop(order: StopOrder): void;
  /** Since the last call. */
  load(): Load;
}
