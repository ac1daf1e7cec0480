import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { endHome } from '../../cli/testing/home-end.ts';
import { freePort } from '../../lib/testing/free-port.ts';

/** What is shipped, built. */
const PROGRAM = path.resolve(import.meta.dirname, '../../dist/hal-listener.cjs');

/** Why the real panel cannot be tested; undefined if it can. */
export async function whyNoPanel(): Promise<string | undefined> {
  if (!existsSync(PROGRAM)) return 'dist/hal-listener.cjs is not built';
  const help = spawn(process.execPath, [PROGRAM, '--help'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  help.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(help, 'close');
  return /^ {2}panel\b/m.test(text) ? undefined : 'this build has no panel verb';
}

/** The panel's page shows it in place of the machine's own name, which no picture is to tell. */
const MACHINE = 'hal-server';
const NAME_MACHINE = `import os from 'node:os'; os.hostname = () => '${MACHINE}';`;

const temporaryFolder = (prefix: string): string => mkdtempSync(path.join(tmpdir(), prefix));

/** The shipped program with its own home and port; `close` stops everything. */
export class RealPanel {
  readonly home: string;
  readonly port: number;
  readonly #env: Readonly<Record<string, string>>;
  readonly #panels = new Set<ChildProcess>();
  #user: string | undefined;

  /** @param says where the listener's port is configured */
  static async open(
    says: 'environment' | 'file' = 'environment',
    env: Readonly<Record<string, string>> = {},
  ): Promise<RealPanel> {
    return new RealPanel(temporaryFolder('hal-e2e-'), await freePort(), says, env);
  }

  /**
   * As it is where it is installed: the program is in the path, automatic starts are those of a user with a folder of
   * its own, and the configuration file sets the port.
   *
   * @param home a folder that is not there yet; undefined for a temporary one
   */
  static async openInstalled(env: Readonly<Record<string, string>> = {}, home?: string): Promise<RealPanel> {
    const user = temporaryFolder('anna-');
    symlinkSync(PROGRAM, path.join(user, 'hal-listener'));
    if (home !== undefined) mkdirSync(home);
    const real = new RealPanel(home ?? temporaryFolder('hal-e2e-'), await freePort(), 'file', {
      HOME: user,
      XDG_CONFIG_HOME: user,
      PATH: [user, process.env.PATH].join(path.delimiter),
      LOG_QUESTIONS: '1',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(NAME_MACHINE)}`,
      ...env,
    });
    real.#user = user;
    return real;
  }

  private constructor(
    home: string,
    port: number,
    says: 'environment' | 'file',
    env: Readonly<Record<string, string>>,
  ) {
    this.home = home;
    this.port = port;
    if (says === 'file')
      writeFileSync(path.join(this.home, 'config.json'), JSON.stringify({ port }), { mode: 0o600 });
    this.#env = { ...env, ...(says === 'environment' ? { WEBSOCKET_PORT: String(port) } : {}) };
  }

  /** Content of the configuration file. */
  get config(): unknown {
    return JSON.parse(readFileSync(path.join(this.home, 'config.json'), 'utf8'));
  }

  get eventLog(): string {
    return path.join(this.home, 'logs/HAL.SPLITTER.LOG');
  }

  get #environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH ?? '',
      HAL_LISTENER_HOME: this.home,
      LOG_DIR: path.join(this.home, 'logs'),
      WEBSOCKET_HOST: '127.0.0.1',
      ...this.#env,
    };
  }

  /** Runs one of the program's commands in the same home. @returns its output, whatever its exit code */
  async run(...args: readonly string[]): Promise<string> {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await once(child, 'close');
    return text;
  }

  /** Starts the panel's program and resolves to its link. */
  async panel(): Promise<{ readonly link: string; end(): Promise<void> }> {
    const child = spawn(process.execPath, [PROGRAM, 'panel', '--port', '0'], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#panels.add(child);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await until(() => text.includes('#token=') || child.exitCode !== null);
    const link = /http:\S+/.exec(text)?.[0];
    if (link === undefined) throw new Error(`no link: ${text}`);
    return {
      link,
      end: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGTERM');
        await once(child, 'close');
      },
    };
  }

  /** PID of the listener, from its health page; undefined if none responds. */
  async listenerPid(): Promise<number | undefined> {
    const health = await fetch(`http://127.0.0.1:${this.port}/healthz`).then(
      (response) => response.json(),
      () => undefined,
    );
    return health?.pid;
  }

  /** Whether the port is open, according to the kernel. */
  isOpen(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  }

  /** A HAL client that has received its greeting. */
  async client(userAgent = 'HAL-Test/1.0'): Promise<{
    readonly ws: WebSocket;
    readonly closed: Promise<number>;
    readonly address: string;
  }> {
    const ws = new WebSocket(`ws://127.0.0.1:${this.port}`, { headers: { 'User-Agent': userAgent } });
    const closed = new Promise<number>((resolve) => ws.once('close', resolve));
    ws.on('error', () => undefined);
    await once(ws, 'message');
    const socket: unknown = Reflect.get(ws, '_socket');
    const port = typeof socket === 'object' && socket !== null ? Reflect.get(socket, 'localPort') : 0;
    return { ws, closed, address: `127.0.0.1:${port}` };
  }

  async close(): Promise<void> {
    for (const panel of this.#panels) panel.kill('SIGKILL');
    endHome(this.home);
    if (this.#user !== undefined) rmSync(this.#user, { recursive: true, force: true });
  }
}

export async function until(what: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  for (const end = performance.now() + ms; !(await what()); ) {
    if (performance.now() > end) throw new Error(`did not happen within ${ms} ms: ${what.toString()}`);
    await new Promise((wake) => setTimeout(wake, 25));
  }
}
