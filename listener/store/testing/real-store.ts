import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../lib/testing/free-port.ts';
import { scratchHome } from '../../server/testing/test-listener.ts';
import { type StoreConnection, type StoreLogin, type StoreReply, storeOpener } from '../store-connection.ts';

/** Valkey or Redis itself, on loopback. */

const found = ['valkey-server', 'redis-server'].find(
  (program) => spawnSync(program, ['--version']).status === 0,
);

export const hasStore = found !== undefined;
export const STORE_PROGRAM = found ?? 'valkey-server';
/** For the name of a test: empty, or why it is skipped. */
export const whyNoStore = hasStore
  ? ''
  : ' (skipped: neither valkey-server nor redis-server is installed here)';

export class RealStore {
  readonly port: number;
  readonly folder: string;
  readonly #args: readonly string[];
  #child: ChildProcess;

  private constructor(port: number, folder: string, args: readonly string[]) {
    this.port = port;
    this.folder = folder;
    this.#args = args;
    this.#child = this.#spawn();
  }

  /** Starts one that ends with the test. @param args more of its command line */
  static async start(args: readonly string[] = [], port?: number): Promise<RealStore> {
    const store = new RealStore(port ?? (await freePort()), await scratchHome(), args);
    onTestFinished(() => void store.#child.kill('SIGKILL'));
    await store.accepts();
    return store;
  }

  get address(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async kill(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  /** Starts it again on its port, empty. */
  async restart(): Promise<void> {
    this.#child = this.#spawn();
    await this.accepts();
  }

  /** Runs a command over a connection of its own. */
  async run(...command: [string, ...string[]]): Promise<StoreReply> {
    const connection = await this.connect();
    try {
      return await connection.send(command);
    } finally {
      connection.destroy();
    }
  }

  connect(login: Partial<StoreLogin> = {}): Promise<StoreConnection> {
    const whole = {
      address: this.address,
      username: undefined,
      passwordFile: undefined,
      caFile: undefined,
      ...login,
    };
    return storeOpener(whole)(new AbortController().signal, () => undefined);
  }

  async accepts(): Promise<void> {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      const socket = connectTcp(this.port, '127.0.0.1');
      const connected = await Promise.race([
        once(socket, 'connect').then(() => true),
        once(socket, 'error').then(() => false),
      ]).catch(() => false);
      socket.destroy();
      if (connected) return;
      await sleep(20);
    }
    throw new Error('the store did not start');
  }

  #spawn(): ChildProcess {
    const fixed = ['--bind', '127.0.0.1', '--dir', this.folder, '--save', '', '--appendonly', 'no'];
    const port = this.#args.includes('--tls-port') ? [] : ['--port', String(this.port)];
    return spawn(STORE_PROGRAM, [...port, ...fixed, ...this.#args], { stdio: 'ignore' });
  }
}

/** A key file that listeners of the test share. */
export async function storeKeyFile(seed = 1): Promise<string> {
  const file = path.join(await scratchHome(), 'store.key');
  const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 7 + seed) % 256));
  await writeFile(file, `${key.toString('base64')}\n`, { mode: 0o600 });
  return file;
}

/** A way to a store on which every reply is late. @returns its port and how late replies are, which may be changed */
export async function slowProxy(target: number): Promise<{ readonly port: number; delayMs: number }> {
  const sockets = new Set<Socket>();
  const state = { port: 0, delayMs: 0 };
  const server = createServer((client) => {
    const upstream = connectTcp(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (state.delayMs === 0) client.write(chunk);
      else setTimeout(() => client.destroyed || client.write(chunk), state.delayMs);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  state.port = address.port;
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return state;
}
