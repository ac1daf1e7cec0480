import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../lib/testing/free-port.ts';
import { type CommandResult, SHIPPED } from './controls.ts';

/** A home and a free port. */
export interface TestHome {
  readonly home: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Creates a home with a free port, and an environment without this machine's configuration. */
export async function createTestHome(env: NodeJS.ProcessEnv = {}): Promise<TestHome> {
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

export class RunningCommand {
  readonly child: ChildProcess;
  out = '';
  err = '';

  /** @param program the shipped file, or a copy of it */
  constructor(args: readonly string[], env: NodeJS.ProcessEnv, program = SHIPPED) {
    this.child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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

  async ended(): Promise<CommandResult> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return { code: this.child.exitCode, out: this.out, err: this.err };
  }

  /** Waits until its output contains the text. @throws Error if it ends before */
  async waitForOutput(text: string | RegExp): Promise<void> {
    while (!(typeof text === 'string' ? this.out.includes(text) : text.test(this.out))) {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.out}${this.err}`);
      await new Promise((wake) => setTimeout(wake, 10));
    }
  }
}

/** Runs a command to its end. */
export function hal(testHome: TestHome, ...args: readonly string[]): Promise<CommandResult> {
  return new RunningCommand(args, testHome.env).ended();
}

/** Starts a listener that runs until the test ends. */
export async function startListener(
  testHome: TestHome,
  ...flags: readonly string[]
): Promise<RunningCommand> {
  const listener = new RunningCommand(['run', ...flags], testHome.env);
  await listener.waitForOutput('Ctrl+C stops it.');
  return listener;
}
