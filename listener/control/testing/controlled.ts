import type { Log } from '../../log/log-line.ts';
import type { ControlledListener, ListenerStatus } from '../controlled-listener.ts';

export const FACTS: ListenerStatus = {
  state: 'running',
  startedAt: 1,
  uptimeMs: 2,
  listening: [{ host: '127.0.0.1', port: 8768 }],
  connections: { open: 0, max: 50, total: 0, refused: 0 },
  queries: { total: 0, failed: 0 },
  account: { name: 'HAL', driver: 'embedded', state: 'ready' },
  logLevel: 'info',
};

/** A listener that does nothing but remember what it was told. */
export function controlled(changes: Partial<ControlledListener> = {}): ControlledListener & {
  readonly told: unknown[];
} {
  const told: unknown[] = [];
  return {
    told,
    status: () => FACTS,
    connections: () => ({ total: 0, open: [], closed: [] }),
    disconnect: (id, by) => {
      told.push(['disconnect', id, by]);
      return id === '1';
    },
    queries: () => ({ running: [], recent: [] }),
    onAccount: () => () => undefined,
    recycleSessions: () => void told.push('recycle'),
    setLogLevel: (level) => void told.push(['level', level]),
    reload: (by) => {
      told.push(['reload', by]);
      return { changed: ['logLevel'], restart: ['port'], problems: [] };
    },
    drain: () => void told.push('drain'),
    stop: (order) => void told.push(order),
    load: () => ({ connections: 0, queries: 0, latencies: [] }),
    ...changes,
  };
}

/** A log that remembers its lines as `warn message {details}`. */
export function recordedLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write =
    (level: string): Log['info'] =>
    (message, details = {}) =>
      void lines.push(`${level} ${message} ${JSON.stringify(details)}`);
  return {
    lines,
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    debugging: false,
  };
}
