import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Servers that the benchmark started and that still run. */
const running = new Set<ChildProcess>();

/** Kills the servers when the benchmark exits, however it exits. */
export function stopServersOnExit(): void {
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}

interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Written to its standard input, which stays open while the benchmark runs. */
  readonly input?: string;
  /** Text that it prints when it is ready. */
  readonly ready: string;
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Milliseconds from the start of the process until it was ready. */
  readonly readyMs: number;
  /** Its output until then. */
  readonly output: string;
  /** Resolves when the process is gone. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 20_000;
const STOP_GRACE_MS = 5_000;

/** Starts a server that prints its address, `ws://127.0.0.1:PORT`. @throws Error if it exits or does not become ready in time */
export async function startServer({ command, args, env, input, ready }: ServerCommand): Promise<Server> {
  const from = performance.now();
  const child = spawn(command, args, { env: env ?? process.env, stdio: 'pipe' });
  running.add(child);
  const ended = new Promise((resolve) => child.once('close', resolve));
  void ended.then(() => running.delete(child));
  child.stdin.on('error', () => undefined);
  if (input !== undefined) child.stdin.write(input);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const readyMs = await new Promise<number>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${command} ${args.join(' ')} ${why}\n${out}${err}`));
    const timer = setTimeout(() => failed('did not become ready in time'), READY_TIMEOUT_MS);
    child.once('error', (error) => failed(error.message));
    child.once('close', (code) => failed(`exited with code ${code}`));
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (!out.includes(ready)) return;
      clearTimeout(timer);
      resolve(performance.now() - from);
    });
  });
  return {
    pid: child.pid ?? 0,
    port: Number(/ws:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1]),
    readyMs,
    output: out,
    ended,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await Promise.race([closed, sleep(STOP_GRACE_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await closed;
}

/** The shipped file, which `npm run bench` builds first, or the one of another revision that it compares. */
export const SHIPPED = process.env.BENCH_SHIPPED ?? resolve(import.meta.dirname, '../hal-listener.cjs');

const homes: string[] = [];
process.once('exit', () => {
  for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 3 });
});

/** The homes that the benchmark has made: what runs with one of them is its own. */
export function temporaryHomes(): readonly string[] {
  return homes;
}

/** A temporary home, removed when the benchmark exits. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'hal-bench-'));
  homes.push(home);
  return home;
}

/** Starts the listener under test with the shipped defaults, without a rate limit and with room for all clients. */
export function startListener(
  options: { home?: string; maxConnections?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Server> {
  const { PATH, SystemRoot, HOME } = process.env;
  const home = options.home ?? temporaryHome();
  return startServer({
    command: process.execPath,
    args: [...profilerFlags(), SHIPPED, 'run'],
    env: {
      PATH,
      SystemRoot,
      HOME,
      HAL_LISTENER_HOME: home,
      // Beside a QM of this machine the default is the account's folder.
      LOG_DIR: join(home, 'logs'),
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
