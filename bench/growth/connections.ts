import { setTimeout as sleep } from 'node:timers/promises';
import { CLOSE, type Client, clientFrame, TEXT } from '../client.ts';
import { whyTooManyClients } from '../enough-sockets.ts';
import { connectAndAwaitGreetings, LoadGenerator } from '../load-generator.ts';
import { hasProcFiles, waitForStableMemory } from '../process-usage.ts';
import { type BenchContext, grouped, type Row } from '../row.ts';
import { startListener } from '../server-process.ts';
import { median } from '../spread.ts';
import type { SizedFigure } from './exponent.ts';
import { growthRow } from './growth-row.ts';

const PING = clientFrame(TEXT, '{"type":"ping"}');
/** Status 1000. */
const GOODBYE = clientFrame(CLOSE, Buffer.from([0x03, 0xe8]));
const KIB = 1024;
/** Connections before the measured ones: what they bring along belongs to none of those. */
const FIRST = 50;
/** The memory of fewer connections is lost in what a process gains and returns all the time. */
const MIN_CONNECTIONS_FOR_MEMORY = 300;

/** What one connection costs and how fast it is served, with any number of others that are idle. */
export async function connectionGrowth({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const wanted = quick ? [10, 300, 1_000] : [10, 1_000, 3_000, 10_000];
  const sizes = wanted.filter((size) => whyTooManyClients(size) === undefined);
  const missing = wanted.find((size) => !sizes.includes(size));
  const left = missing === undefined ? undefined : whyTooManyClients(missing);
  const figures: ({ readonly size: number } & Beside)[] = [];
  for (const size of sizes) {
    note(`${grouped(size)} connections`);
    figures.push({ size, ...(await measuredBeside(size, quick ? 50 : 300)) });
  }
  const of = 'connections';
  const row = (what: string, unit: string, figureOf: (each: Beside) => number) =>
    growthRow({
      what,
      of,
      unit,
      kind: 'constant',
      left,
      figures: figures.map((each): SizedFigure => ({ size: each.size, figure: figureOf(each) })),
    });
  const large = figures.filter(({ size }) => size >= MIN_CONNECTIONS_FOR_MEMORY);
  return [
    ...(hasProcFiles()
      ? [
          growthRow({
            what: 'memory a connection',
            of,
            unit: 'KiB',
            kind: 'constant',
            left,
            figures: large.map(({ size, bytes }) => ({ size, figure: bytes / size / KIB })),
          }),
        ]
      : []),
    row('time to greet one more', 'ms', ({ greetMs }) => greetMs),
    row('`ping` of one while all others are idle, p50', 'ms', ({ pingMs }) => pingMs),
    row('time of a disconnect', 'ms', ({ closeMs }) => closeMs),
  ];
}

interface Beside {
  /** Of all connections together. */
  readonly bytes: number;
  readonly greetMs: number;
  readonly pingMs: number;
  readonly closeMs: number;
}

async function measuredBeside(size: number, turns: number): Promise<Beside> {
  const listener = await startListener({ maxConnections: Math.max(size, FIRST) + 10 });
  const first = await LoadGenerator.connect(listener.port, FIRST, 1);
  first.close();
  const before = hasProcFiles() ? await waitForStableMemory(listener.pid) : 0;
  const idle = await LoadGenerator.connect(listener.port, size, 1);
  const bytes = hasProcFiles() ? (await waitForStableMemory(listener.pid)) - before : 0;
  const [greet, ping, close]: [number[], number[], number[]] = [[], [], []];
  for (let turn = 0; turn < turns; turn += 1) {
    const client = await timedClient(listener.port, greet);
    ping.push(await answered(client, PING));
    close.push(await closed(client));
    await sleep(2);
  }
  idle.close();
  await listener.stop();
  return { bytes, greetMs: median(greet), pingMs: median(ping), closeMs: median(close) };
}

async function timedClient(port: number, times: number[]): Promise<Client> {
  const from = performance.now();
  const client = await connectAndAwaitGreetings(port, 1);
  times.push(performance.now() - from);
  return client;
}

function answered(client: Client, frame: Buffer): Promise<number> {
  const from = performance.now();
  return new Promise((resolve) => {
    client.onText = () => resolve(performance.now() - from);
    client.send(frame);
  });
}

/** Until the listener has said goodbye and closed the socket. */
function closed(client: Client): Promise<number> {
  const from = performance.now();
  return new Promise((resolve) => {
    client.onLost = () => resolve(performance.now() - from);
    client.send(GOODBYE);
  });
}
