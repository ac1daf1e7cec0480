import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Server, startServer } from './server-process.ts';

/** The shipped file, which `npm run bench` builds first. */
const FILE = resolve(import.meta.dirname, '../hal-listener.cjs');

/** A home of its own, gone when the bench ends. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'hal-bench-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  return home;
}

/** The listener under test, as its users run it, but without a rate limit and with room for the crowd. */
export function startListener(
  options: { home?: string; maxConnections?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Server> {
  const { PATH, SystemRoot, HOME } = process.env;
  return startServer({
    command: process.execPath,
    args: [...profilerFlags(), FILE, 'run'],
    env: {
      PATH,
      SystemRoot,
      HOME,
      HAL_LISTENER_HOME: options.home ?? temporaryHome(),
      WEBSOCKET_HOST: '127.0.0.1',
      WEBSOCKET_PORT: '0',
      WEBSOCKET_RATE: '0',
      MAX_CONNECTIONS: String(options.maxConnections ?? 100),
      ...options.env,
    },
    ready: 'Ctrl+C stops it.',
  });
}

/** `BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=profiles"` profiles the listener while a row is measured. */
function profilerFlags(): readonly string[] {
  return (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter((flag) => flag !== '');
}
