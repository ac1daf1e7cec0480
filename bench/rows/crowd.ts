import { startBareServer } from '../bare-server.ts';
import type { Client } from '../client.ts';
import { whyTooManyClients } from '../enough-sockets.ts';
import { connectAndAwaitGreetings } from '../load-generator.ts';
import { type BenchContext, grouped, type Row, skipped, times, verdict } from '../row.ts';
import { type Server, startListener } from '../server-process.ts';
import { sideBySide } from '../side-by-side.ts';

const MAX_RATIO = 1.5;
const AIM = `≤ ${times(MAX_RATIO)}`;
const TIMEOUT_MS = 60_000;

/** Clients that all connect at once, as after a network is back, until the last is greeted. */
export async function crowd({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const clients = quick ? 1_000 : 5_000;
  const what = `${grouped(clients)} clients connect at once, until all are greeted`;
  const why = whyTooManyClients(clients);
  if (why !== undefined) return [skipped(what, AIM, why)];
  const listener = await startListener({ maxConnections: clients });
  const bare = await startBareServer({ greeting: '{"type":"connected"}' });
  note(what);
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => timeToGreetAll(listener, clients),
    () => timeToGreetAll(bare, clients),
  );
  await Promise.all([listener.stop(), bare.stop()]);
  return [
    {
      what,
      ours: `${grouped(measured.ours)} ms`,
      yardstick: `${grouped(measured.yardstick)} ms, bare \`ws\` with a greeting`,
      ratio: times(measured.ratio),
      aim: AIM,
      verdict: verdict(measured.ratio <= MAX_RATIO),
      ...measured.measured,
    },
  ];
}

/** @throws Error if one is refused or not greeted in time */
async function timeToGreetAll({ port }: Server, count: number): Promise<number> {
  const from = performance.now();
  const clients: Client[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not all of ${count} clients were greeted`)), TIMEOUT_MS);
  });
  const all = Promise.all(
    Array.from({ length: count }, async () => clients.push(await connectAndAwaitGreetings(port, 1))),
  );
  await Promise.race([all, late]).finally(() => clearTimeout(timer));
  const ms = performance.now() - from;
  for (const client of clients) client.close();
  await settled();
  return ms;
}

/** The servers notice that clients are gone before the next turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}
