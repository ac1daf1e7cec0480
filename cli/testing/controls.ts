import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../lib/testing/free-port.ts';
import { thisPlatform } from '../../supervisor/platform/this-platform.ts';
import { endHome, registeredPids } from './home-end.ts';

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The shipped file. */
export const SHIPPED = path.resolve(import.meta.dirname, '../../dist/hal-listener.cjs');

/** Copies the shipped program into another folder. @returns the file that runs it there */
export function copyProgram(folder: string): string {
  for (const name of [path.basename(SHIPPED), 'hal-listener-program.cjs'])
    copyFileSync(path.join(path.dirname(SHIPPED), name), path.join(folder, name));
  return path.join(folder, path.basename(SHIPPED));
}

/** A home with a port, in which commands are run. All its listeners and commands are ended, by PID, after the test. */
export class Controls {
  readonly home = mkdtempSync(path.join(tmpdir(), 'hal-controls-'));
  readonly port: number;
  readonly #pids = new Set<number>();
  readonly #children = new Set<ChildProcess>();

  static async open(): Promise<Controls> {
    return new Controls(await freePort());
  }

  private constructor(port: number) {
    this.port = port;
    onTestFinished(() => this.#end());
  }

  /** The environment of every command, without this machine's configuration. */
  get env(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? '',
      HAL_LISTENER_HOME: this.home,
      LOG_DIR: path.join(this.home, 'logs'),
      WEBSOCKET_PORT: String(this.port),
      WEBSOCKET_HOST: '127.0.0.1',
    };
  }

  /** Runs a command to its end. */
  async run(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    cwd = process.cwd(),
  ): Promise<CommandResult> {
    const { child, text } = this.spawn(args, env, cwd);
    await once(child, 'close');
    this.remember();
    return { code: child.exitCode, ...text() };
  }

  /** Runs `list`. @returns what it says of this home: other tests run listeners of other homes meanwhile */
  async list(): Promise<CommandResult> {
    const listed = await this.run(['list']);
    return { ...listed, out: listed.out.replace(/\nPhantoms of other homes:[\s\S]*/, '') };
  }

  /** Starts a command without waiting for its end. @param through a program with its arguments that runs the command */
  spawn(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    cwd = process.cwd(),
    through: readonly string[] = [],
  ) {
    const [program = '', ...programArgs] = [...through, process.execPath, SHIPPED, ...args];
    const child = spawn(program, programArgs, {
      env: { ...this.env, ...env },
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.add(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    return { child, text: () => ({ out, err }) };
  }

  /** The PIDs of the currently registered listeners. */
  pids(): number[] {
    return registeredPids(this.home);
  }

  /** Remembers the currently registered listeners, so that they are ended after the test. */
  remember(): void {
    for (const pid of this.pids()) this.#pids.add(pid);
  }

  /** Makes further starts fail for an unforeseeable reason: a file is where the account's folder should be. */
  breakAccount(): void {
    const account = path.join(this.home, 'account');
    rmSync(account, { recursive: true, force: true });
    mkdirSync(account);
    writeFileSync(path.join(account, 'HAL'), 'not a folder');
  }

  repairAccount(): void {
    rmSync(path.join(this.home, 'account'), { recursive: true, force: true });
  }

  read(name: string): string {
    return readFileSync(path.join(this.home, name), 'utf8');
  }

  #end(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    endHome(this.home, this.#pids);
  }
}

/** Waits until the condition is true. @throws Error after `timeoutMs` milliseconds */
export async function waitFor(condition: () => boolean, timeoutMs = 30_000): Promise<void> {
  for (const end = performance.now() + timeoutMs; !condition(); ) {
    if (performance.now() > end)
      throw new Error(`did not happen within ${timeoutMs} ms: ${condition.toString()}`);
    await new Promise((wake) => setTimeout(wake, 25));
  }
}

/** Whether a process is alive; false for a zombie, which remains in a container without an init process. */
export function isAlive(pid: number): boolean {
  return thisPlatform().isAlive(pid);
}
