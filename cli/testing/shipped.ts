import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

/** The shipped file, run as its users do. */
const FILE = resolve(import.meta.dirname, '../../dist/hal-listener.cjs');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Place {
  readonly home: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** A home and a free port of their own, and nothing of this machine's configuration. */
export async function place(env: NodeJS.ProcessEnv = {}): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'hal-cli-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const port = await freePort();
  const { PATH, SystemRoot } = process.env;
  return {
    home,
    port,
    env: {
      PATH,
      SystemRoot,
      HAL_LISTENER_HOME: home,
      WEBSOCKET_PORT: String(port),
      WEBSOCKET_HOST: '127.0.0.1',
      ...env,
    },
  };
}

export class Running {
  readonly child: ChildProcess;
  out = '';
  err = '';

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [FILE, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk) => {
      this.out += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.err += chunk;
    });
    onTestFinished(() => {
      this.child.kill('SIGKILL');
    });
  }

  async ended(): Promise<Ran> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return { code: this.child.exitCode, out: this.out, err: this.err };
  }

  /** Until its output says so; rejects when it ends before. */
  async says(text: string | RegExp): Promise<void> {
    while (!(typeof text === 'string' ? this.out.includes(text) : text.test(this.out))) {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.out}${this.err}`);
      await new Promise((wake) => setTimeout(wake, 10));
    }
  }
}

/** Runs a command to its end. */
export function hal(where: Place, ...args: readonly string[]): Promise<Ran> {
  return new Running(args, where.env).ended();
}

/** A listener that runs until the test ends. */
export async function running(where: Place, ...flags: readonly string[]): Promise<Running> {
  const listener = new Running(['run', ...flags], where.env);
  await listener.says('Ctrl+C stops it.');
  return listener;
}
