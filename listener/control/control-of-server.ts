import type { ReloadReport } from '../../contract/reload.ts';
import type { AccountWatch } from '../account/account-watch.ts';
import type { Config } from '../config/config.ts';
import type { EventLog } from '../log/event-log.ts';
import type { LastError } from '../log/last-error.ts';
import type { Bound } from '../server/listen.ts';
import type { ListenerServer } from '../server/server.ts';
import type { ControlledListener, StopOrder } from './controlled-listener.ts';

export interface ServerControlParts {
  readonly config?: Pick<Config, 'tlsKey'>;
  readonly server: ListenerServer;
  readonly bound: readonly Bound[];
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
export function controlOfServer(parts: ServerControlParts): ControlledListener {
  const { server, account, events, bound } = parts;
  return {
    facts: () => {
      const health = server.health();
      const lastError = parts.lastError.value;
      return {
        state: health.status === 'draining' ? 'draining' : 'running',
        startedAt: Date.parse(health.started),
        uptimeMs: health.uptime_s * 1_000,
        listening: bound.map(({ host, port }) => ({ host, port })),
        ...(parts.config && {
          token: server.needsToken,
          tls: parts.config.tlsKey !== undefined,
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
    onAccount: (told) => account.onChange(told),
    queries: () => server.listQueries(),
    recycleSessions: parts.recycle,
    setLogLevel: (level) => events.setLevel(level),
    reload: (by) => parts.reload(by),
    drain: () => void server.drain(),
    stop: (order) => parts.stop(order),
    load: () => server.load(),
  };
}
