import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../client.ts';
import { hasHaproxy, startHaproxy } from '../haproxy.ts';
import { LoadGenerator, QUESTION } from '../load-generator.ts';
import { CpuUsage, hasProcFiles, residentBytes } from '../process-usage.ts';
import { type BenchContext, grouped, NOTHING, percent, type Row, skipped, verdict } from '../row.ts';
import { type Server, SHIPPED, startListener, temporaryHome } from '../server-process.ts';
import { sideBySide } from '../side-by-side.ts';

/** Several listeners behind HAProxy, beside one that clients reach directly. */

const CLIENTS = 50;
const ENV = { TRUSTED_PROXIES: '127.0.0.1' };
const NO_HAPROXY = 'HAProxy is not installed';

export async function fleet(context: BenchContext): Promise<readonly Row[]> {
  const what = `1 listener behind HAProxy, questions of ${CLIENTS} clients`;
  if (!hasHaproxy) return [skipped(what, NOTHING, NO_HAPROXY)];
  const bare = await startListener();
  const rows: Row[] = [];
  const listeners: Server[] = [];
  for (const count of [1, 2, 3]) {
    listeners.push(await startListener({ env: ENV }));
    rows.push(...(await measured(count, listeners, bare, context)));
  }
  await Promise.all([bare, ...listeners].map((server) => server.stop()));
  return rows;
}

async function measured(
  count: number,
  listeners: readonly Server[],
  bare: Server,
  { quick, note }: BenchContext,
): Promise<readonly Row[]> {
  const name = `${count} ${count === 1 ? 'listener' : 'listeners'} behind HAProxy`;
  const proxy = await startHaproxy(listeners.map(({ port }) => port));
  // HAProxy finds a server down once before it finds it up.
  await sleep(1_500);
  const ours = await LoadGenerator.connect(proxy.port, CLIENTS, 1);
  const direct = await LoadGenerator.connect(bare.port, CLIENTS, 1);
  const ms = quick ? 500 : 1_500;
  note(`questions, ${name}`);
  const usage = new CpuUsage(proxy.pid);
  const questions = await sideBySide(
    quick ? 3 : 5,
    () => usage.during(() => ours.saturate(QUESTION, ms)),
    () => direct.saturate(QUESTION, ms),
  );
  note(`HAProxy ${usage.describe}`);
  ours.close();
  direct.close();
  note(`connections, ${name}`);
  const connections = await sideBySide(
    quick ? 3 : 5,
    () => connectionRate(proxy.port, ms),
    () => connectionRate(bare.port, ms),
  );
  proxy.stop();
  const row = (what: string, unit: string, figures: typeof questions): Row => ({
    what: `${name}, ${what}`,
    ours: `${grouped(figures.ours)} ${unit}`,
    yardstick: `${grouped(figures.yardstick)} ${unit}, one listener without HAProxy`,
    ratio: percent(figures.ratio),
    aim: NOTHING,
    verdict: NOTHING,
    ...figures.measured,
  });
  return [
    row(`questions of ${CLIENTS} clients`, '/s', questions),
    row('new clients, greeted and gone', '/s', connections),
  ];
}

/** Clients that connect, are greeted and leave, twenty at a time. @returns clients a second */
async function connectionRate(port: number, ms: number): Promise<number> {
  const from = performance.now();
  let connected = 0;
  const connectAgain = async () => {
    while (performance.now() - from < ms) {
      const load = await LoadGenerator.connect(port, 1, 1);
      load.close();
      connected += 1;
    }
  };
  await Promise.all(Array.from({ length: 20 }, connectAgain));
  return (connected * 1_000) / (performance.now() - from);
}

const STORM = 5_000;
const MAX_STORM_MS = 5_000;

/** All clients of a listener that dies come back to the other one. */
export async function storm({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const clients = quick ? STORM / 10 : STORM;
  const what = `kill -9 of one of two listeners behind HAProxy: ${grouped(clients)} clients are back`;
  const aim = `≤ ${MAX_STORM_MS} ms`;
  if (!hasHaproxy) return [skipped(what, aim, NO_HAPROXY)];
  // To a listener, all clients of this machine are one address.
  const maxConnections = clients + 100;
  const options = {
    maxConnections,
    env: { ...ENV, MAX_CONNECTIONS_PER_ADDRESS: String(maxConnections), WEBSOCKET_DRAIN_NOTICE: '0' },
  };
  const home = temporaryHome();
  const [first, second] = [await startListener(options), await startListener({ ...options, home })];
  // While the other one is out of service, all clients go to the one that will die.
  control(home, 'drain', '--no-wait');
  const proxy = await startHaproxy([first.port, second.port]);
  await sleep(1_500);
  note(`${clients} clients of one of two listeners`);
  const group = new ReconnectingClients(proxy.port);
  const emptyBytes = hasProcFiles() ? residentBytes(proxy.pid) : Number.NaN;
  await group.connect(clients);
  const tunnelKib = hasProcFiles() ? (residentBytes(proxy.pid) - emptyBytes) / clients / 1_024 : Number.NaN;
  control(home, 'drain', '--undo');
  await sleep(1_500);
  note('kill -9 of that listener');
  const from = performance.now();
  process.kill(first.pid, 'SIGKILL');
  await group.allBack(clients);
  const ms = performance.now() - from;
  const { lost, refused } = group;
  group.close();
  proxy.stop();
  await second.stop();
  return [
    {
      what,
      ours: `${grouped(ms)} ms`,
      yardstick: `${grouped(lost)} of them were on it, ${grouped(refused)} attempts refused`,
      ratio: NOTHING,
      aim,
      verdict: verdict(ms <= MAX_STORM_MS),
    },
    {
      what: `memory of HAProxy a client, ${grouped(clients)} of them`,
      ours: Number.isNaN(tunnelKib) ? NOTHING : `${tunnelKib.toFixed(1)} KiB`,
      yardstick: NOTHING,
      ratio: NOTHING,
      aim: NOTHING,
      verdict: NOTHING,
    },
  ];
}

/** Runs a command in the home of a listener. */
function control(home: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [SHIPPED, ...args, '--home', home], { stdio: 'ignore' });
}

const RETRY_MS = 250;
const STORM_TIMEOUT_MS = 60_000;

/** Clients that reconnect at once when they are cut, and later if they are refused. */
class ReconnectingClients {
  readonly #port: number;
  readonly #clients = new Set<Client>();
  #closed = false;
  lost = 0;
  refused = 0;

  constructor(port: number) {
    this.#port = port;
  }

  get size(): number {
    return this.#clients.size;
  }

  async connect(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 50) {
      await Promise.all(Array.from({ length: Math.min(50, left) }, () => this.#connect()));
    }
  }

  /** @throws Error if they do not come back in time */
  async allBack(count: number): Promise<void> {
    const until = performance.now() + STORM_TIMEOUT_MS;
    while (this.lost === 0 || this.size < count) {
      if (performance.now() > until) throw new Error(`only ${this.size} of ${count} clients came back`);
      await sleep(5);
    }
  }

  close(): void {
    this.#closed = true;
    for (const client of this.#clients) client.close();
  }

  async #connect(): Promise<void> {
    while (!this.#closed) {
      try {
        const client = await Client.connect(this.#port);
        this.#clients.add(client);
        client.onLost = () => {
          this.#clients.delete(client);
          if (this.#closed) return;
          this.lost += 1;
          void this.#connect();
        };
        return;
      } catch {
        this.refused += 1;
        await sleep(RETRY_MS * (1 + Math.random()));
      }
    }
  }
}
