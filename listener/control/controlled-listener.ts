import type { Connections } from '../../contract/connections.ts';
import type { ReloadReport } from '../../contract/control.ts';
import type { Queries } from '../../contract/queries.ts';
import type { RestartOrder } from '../../contract/start-flags.ts';
import type { AccountState, Status } from '../../contract/status.ts';
import type { AccountWatch } from '../account/account-watch.ts';
import type { Config } from '../config/config.ts';
import type { EventLog, LastError } from '../log/event-log.ts';
import type { LogLevel } from '../log/log-line.ts';
import type { BoundPort } from '../server/listen.ts';
import type { ListenerServer } from '../server/server.ts';
import type { Load } from './sampler.ts';

/** What the listener knows of itself; the control channel adds who it is and who owns it. */
export type ListenerStatus = Omit<
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
  status(): ListenerStatus;
  connections(): Connections;
  /** @returns false where there is no such connection */
  disconnect(id: string, by: string): boolean;
  queries(): Queries;
  /** `told` hears of each change of the account's state or of its reason. @returns what ends that */
  onAccount(handler: (account: AccountState) => void): () => void;
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

export interface ControlledListenerOptions {
  readonly config?: Pick<Config, 'tlsKey'>;
  readonly server: ListenerServer;
  readonly bound: readonly BoundPort[];
  readonly account: Pick<AccountWatch, 'state' | 'onChange'>;
  readonly events: EventLog;
  readonly lastError: LastError;
  readonly reload: (by: string) => ReloadReport;
  /** New QM sessions for old ones. */
  readonly recycle: () => void;
  /** Begins the end of the process; returns at once. */
  stop(order: StopOrder): void;
}

/** The running listener as the control channel knows it. */
export function createControlledListener(options: ControlledListenerOptions): ControlledListener {
  const { server, account, events, bound } = options;
  return {
    status: () => {
      const health = server.health();
      const lastError = options.lastError.value;
      return {
        state: health.status === 'draining' ? 'draining' : 'running',
        startedAt: Date.parse(health.started),
        uptimeMs: health.uptime_s * 1_000,
        listening: bound.map(({ host, port }) => ({ host, port })),
        ...(options.config && {
          token: server.needsToken,
          tls: options.config.tlsKey !== undefined,
        }),
        connections: health.connections,
        queries: health.queries,
        account: account.state,
        logLevel: events.level,
        ...(server.certificate === undefined ? {} : { certificate: server.certificate }),
        ...(lastError === undefined ? {} : { lastError }),
      };
    },
    connections: () => server.listConnections(),
    disconnect: (id, by) => server.disconnect(id, by),
    onAccount: (handler) => account.onChange(handler),
    queries: () => server.listQueries(),
    recycleSessions: options.recycle,
    setLogLevel: (level) => events.setLevel(level),
    reload: (by) => options.reload(by),
    drain: () => void server.drain(),
    stop: (order) => options.stop(order),
    load: () => server.load(),
  };
}
