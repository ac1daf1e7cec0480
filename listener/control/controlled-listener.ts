import type { Connections, Queries } from '../../contract/connections.ts';
import type { ReloadReport } from '../../contract/control.ts';
import type { SeenFleet } from '../../contract/fleet.ts';
import type { LogLevel } from '../../contract/log-line.ts';
import type { QuestionTrace } from '../../contract/question-trace.ts';
import type { RestartOrder } from '../../contract/start-flags.ts';
import type { AccountState, Status } from '../../contract/status.ts';
import type { AccountWatch } from '../account/account-watch.ts';
import type { Config } from '../config/config.ts';
import type { EventLog, LastError } from '../log/event-log.ts';
import type { BoundPort } from '../server/listen.ts';
import type { DrainOrder } from '../server/rolling-drain.ts';
import type { ListenerServer } from '../server/server.ts';
import type { Load } from './sampler.ts';

/** The listener's part of the status; the control channel adds identity and owner. */
export type ListenerStatus = Omit<
  Status,
  'userNo' | 'pid' | 'origin' | 'version' | 'owner' | 'restartRefused' | 'alarms'
>;

/** When the configuration was read, and what of it is not in use. */
export type ControlledConfiguration = NonNullable<Status['configuration']>;

/** A requested stop. */
export interface StopOrder {
  readonly code: 'stop' | 'restart';
  /** Who requested it, for the log and run/last-exit.json, for example `cli (anna)`. */
  readonly by: string;
  /** For a restart: options for the next process. */
  readonly next?: RestartOrder;
  /** Whether a stop is not written down yet, because who asked may not write the home. */
  readonly unsaved?: boolean | undefined;
}

/** The operations of the control channel on its listener. */
export interface ControlledListener {
  status(): ListenerStatus;
  connections(): Connections;
  /** @returns false if there is no such connection */
  disconnect(id: string, by: string): boolean;
  queries(): Queries;
  /** Keeps the statements of a session's next questions. @returns false if no connection has the session */
  traceSession(session: string): boolean;
  /** Undefined for a session that is not traced. */
  questionTrace(session: string): QuestionTrace | undefined;
  /** The listeners that share the session store; undefined if there is none, or it cannot be read. */
  fleet(): SeenFleet | undefined;
  /** Calls the handler on each change of the account's state or its reason. @returns a function that unsubscribes */
  onAccount(handler: (account: AccountState) => void): () => void;
  /** Closes each QM session once it is idle and opens a new one. */
  recycleSessions(): void;
  setLogLevel(level: LogLevel): void;
  /** Reloads configuration, certificate and intent table. */
  reload(by: string): ReloadReport;
  /** Takes the listener out of service: see RollingDrain. */
  takeOut(by: string): void;
  /** Puts it back into service. @returns whether it was out */
  putBack(by: string): boolean;
  /** Starts the shutdown (drain, close, exit 0) and returns at once. */
  stop(order: StopOrder): void;
  /** The load since the last call. */
  load(): Load;
}

export interface ControlledListenerOptions {
  readonly config: Pick<Config, 'tlsKey' | 'drainNoticeMs' | 'drainSpreadMs'>;
  readonly server: ListenerServer;
  readonly bound: readonly BoundPort[];
  readonly account: Pick<AccountWatch, 'state' | 'onChange'>;
  readonly events: EventLog;
  readonly lastError: LastError;
  readonly reload: (by: string) => ReloadReport;
  readonly configuration?: () => ControlledConfiguration;
  readonly fleet?: () => SeenFleet | undefined;
  /** Replaces all QM sessions by new ones. */
  readonly recycle: () => void;
  /** Starts the shutdown and returns at once. */
  stop(order: StopOrder): void;
}

/** Adapts the running server to the control channel. */
export function createControlledListener(options: ControlledListenerOptions): ControlledListener {
  const { config, server, account, events, bound } = options;
  return {
    status: () => {
      const health = server.health();
      const lastError = options.lastError.value;
      const drain = server.rollingDrain.state;
      return {
        state: server.isStopping ? 'draining' : 'running',
        startedAt: Date.parse(health.started),
        uptimeMs: health.uptime_s * 1_000,
        listening: bound.map(({ host, port }) => ({ host, port })),
        token: server.needsToken,
        tls: config.tlsKey !== undefined,
        connections: health.connections,
        proxies: server.proxies,
        queries: health.queries,
        account: account.state,
        logLevel: events.level,
        ...(drain === undefined ? {} : { drain }),
        ...(options.configuration && { configuration: options.configuration() }),
        ...(server.certificate === undefined ? {} : { certificate: server.certificate }),
        ...(health.store && { store: health.store }),
        ...(server.speech && { speech: server.speech }),
        ...(lastError === undefined ? {} : { lastError }),
      };
    },
    connections: () => server.listConnections(),
    disconnect: (id, by) => server.disconnect(id, by),
    onAccount: (handler) => account.onChange(handler),
    queries: () => server.listQueries(),
    traceSession: (session) => server.traces.start(session),
    questionTrace: (session) => server.traces.of(session),
    fleet: () => options.fleet?.(),
    recycleSessions: options.recycle,
    setLogLevel: (level) => events.setLevel(level),
    reload: (by) => options.reload(by),
    takeOut: (by) => {
      const order: DrainOrder = { by, noticeMs: config.drainNoticeMs, spreadMs: config.drainSpreadMs };
      server.rollingDrain.start(order);
    },
    putBack: (by) => server.rollingDrain.undo(by),
    stop: (order) => options.stop(order),
    load: () => server.load(),
  };
}
