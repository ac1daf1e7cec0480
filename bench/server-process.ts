import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Servers the bench started and has not ended yet. */
const running = new Set<ChildProcess>();

/** Whatever way the bench ends, its servers end with it, each by its own process id. */
export function endServersWithUs(): void {
  process.on('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Written to its standard input, which stays open as long as we live. */
  readonly input?: string;
  /** What it prints when it listens. */
  readonly ready: string;
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Milliseconds from the start of the process until it said that it listens. */
  readonly readyMs: number;
  /** What it printed until then. */
  readonly said: string;
  stop(): Promise<void>;
}

const PATIENCE_MS = 20_000;
const GRACE_MS = 5_000;

/** Starts a server that prints its address, `ws://127.0.0.1:PORT`. @throws Error where it ends or stays silent */
export async function startServer({ command, args, env, input, ready }: ServerCommand): Promise<Server> {
  const from = performance.now();
  const child = spawn(command, args, { env: env ?? process.env, stdio: 'pipe' });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.stdin.on('error', () => undefined);
  if (input !== undefined) child.stdin.write(input);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const readyMs = await new Promise<number>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${command} ${args.join(' ')} ${why}\n${out}${err}`));
    const timer = setTimeout(() => failed('says nothing'), PATIENCE_MS);
    child.once('error', (error) => failed(error.message));
    child.once('close', (code) => failed(`ended with ${code}`));
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
    said: out,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await Promise.race([closed, sleep(GRACE_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await closed;
}
