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

/** A fake listener that only records its calls. */
export function controlled(changes: Partial<ControlledListener> = {}): ControlledListener & {
  readonly calls: unknown[];
} {
  const calls: unknown[] = [];
  return {
    calls,
    status: () => FACTS,
    connections: () => ({ total: 0, open: [], closed: [] }),
    disconnect: (id, by) => {
      calls.push(['disconnect', id, by]);
      return id === '1';
    },
    queries: () => ({ running: [], recent: [] }),
    traceSession: (session) => session === 'known',
    questionTrace: (session) => (session === 'known' ? { statements: [], omitted: 0 } : undefined),
    fleet: () => undefined,
    onAccount: () => () => undefined,
    recycleSessions: () => void calls.push('recycle'),
    setLogLevel: (level) => void calls.push(['level', level]),
    reload: (by) => {
      calls.push(['reload', by]);
      return { changed: ['logLevel'], restart: ['port'], problems: [] };
    },
    takeOut: (by) => void calls.push(['take out', by]),
    putBack: (by) => {
      calls.push(['put back', by]);
      return true;
    },
    stop: (order) => void calls.push(order),
    load: () => ({ connections: 0, queries: 0, latencies: [] }),
    ...changes,
  };
}

/** A log that records its lines as `warn message {details}`. */
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
