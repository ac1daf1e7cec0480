import { setTimeout as sleep } from 'node:timers/promises';
import { whyTooManyClients } from '../enough-sockets.ts';
import { LoadGenerator, QUESTION } from '../load-generator.ts';
import { hasProcFiles, measureCpuPercent, residentBytes, waitForStableMemory } from '../process-usage.ts';
import {
  type BenchContext,
  documentedRow,
  grouped,
  NOTHING,
  type Row,
  skipped,
  times,
  verdict,
} from '../row.ts';
import { startListener, startServer } from '../server-process.ts';
import { sideBySide } from '../side-by-side.ts';

const LOADS = [
  { clients: 0, max: 1, documented: { text: '< 1 %', max: 1 } },
  { clients: 10, max: 5, documented: { text: '5–10 %', max: 10 } },
  { clients: 50, max: 20, documented: { text: '< 20 %', max: 20 } },
] as const;
const WARM_UP_MS = 3_000;
/** After a start, compilation and garbage collection still use CPU. */
const SETTLE_MS = 12_000;

/** CPU of the listener in percent of a core, idle and at one question per second and client. */
export async function cpu({ quick, note }: BenchContext): Promise<readonly Row[]> {
  if (!hasProcFiles()) return [skipped('CPU', NOTHING, 'this system has no /proc')];
  const listener = await startListener();
  const rows: Row[] = [];
  await sleep(SETTLE_MS);
  for (const { clients, max, documented } of LOADS) {
    note(`CPU with ${clients} clients`);
    const load = await LoadGenerator.connect(listener.port, clients, 1);
    const pacedLoad = load.paced(QUESTION);
    await sleep(WARM_UP_MS);
    const figure = await measureCpuPercent(listener.pid, quick ? 5_000 : 12_000);
    pacedLoad.stop();
    load.close();
    rows.push(documentedRow({ what: describeLoad(clients), figure, unit: '%', max, documented }));
  }
  await listener.stop();
  return rows;
}

function describeLoad(clients: number): string {
  return clients === 0 ? 'CPU of a core, idle' : `CPU of a core, ${clients} clients at one question a second`;
}

const ACTIVE_CLIENTS = 50;
const IDLE_CLIENTS = 10_000;
const MAX_START_RATIO = 1.35;
const MAX_IDLE_KIB = 6.5;
const MAX_ASKED_KIB = 8;
const KIB = 1024;
const MB = 1_000_000;

/** Resident memory: at start, with active clients, and per idle client. */
export async function memory(context: BenchContext): Promise<readonly Row[]> {
  if (!hasProcFiles()) return [skipped('memory', NOTHING, 'this system has no /proc')];
  const rounds = context.quick ? 1 : 5;
  context.note('memory at start, beside a Node that waits');
  const atStart = await sideBySide(rounds, memoryAtStart, memoryOfNode);
  const active = await activeMemory(context);
  return [
    {
      what: 'memory at start',
      ours: `${Math.round(atStart.ours / MB)} MB`,
      yardstick: `${Math.round(atStart.yardstick / MB)} MB, \`node -e 'setInterval(...)'\`; 5–10 MB, QM's documentation`,
      ratio: times(atStart.ratio),
      aim: `≤ ${times(MAX_START_RATIO)}`,
      verdict: verdict(atStart.ratio <= MAX_START_RATIO),
      ...atStart.measured,
    },
    documentedRow({
      what: `memory, ${ACTIVE_CLIENTS} clients at one question a second`,
      figure: active / MB,
      unit: 'MB',
      max: 100,
      documented: { text: '100–150 MB', max: 150 },
    }),
    ...(await connectionMemory(context)),
  ];
}

async function memoryAtStart(): Promise<number> {
  const listener = await startListener();
  const bytes = await waitForStableMemory(listener.pid);
  await listener.stop();
  return bytes;
}

/** The least that a program of Node's has that waits for something. */
async function memoryOfNode(): Promise<number> {
  const node = await startServer({
    command: process.execPath,
    args: ['-e', "setInterval(() => {}, 1e9); console.log('ready')"],
    ready: 'ready',
  });
  const bytes = await waitForStableMemory(node.pid);
  await node.stop();
  return bytes;
}

/** In bytes, at the peak, because V8 collects garbage with a delay. */
async function activeMemory({ quick, note }: BenchContext): Promise<number> {
  const listener = await startListener();
  await waitForStableMemory(listener.pid);
  const load = await LoadGenerator.connect(listener.port, ACTIVE_CLIENTS, 1);
  const pacedLoad = load.paced(QUESTION);
  note(`memory with ${ACTIVE_CLIENTS} active clients`);
  let active = 0;
  for (let second = 0; second < (quick ? 5 : 20); second += 1) {
    await sleep(1_000);
    active = Math.max(active, residentBytes(listener.pid));
  }
  pacedLoad.stop();
  load.close();
  await listener.stop();
  return active;
}

/** Growth of the listener divided by the number of connections: idle, and after each has asked once. */
async function connectionMemory({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const clients = quick ? IDLE_CLIENTS / 10 : IDLE_CLIENTS;
  const idle = `memory an idle connection, ${grouped(clients)} of them`;
  const asked = 'the same after each has asked once';
  const why = whyTooManyClients(clients);
  if (why !== undefined) {
    return [skipped(idle, `≤ ${MAX_IDLE_KIB} KiB`, why), skipped(asked, `≤ ${MAX_ASKED_KIB} KiB`, why)];
  }
  const listener = await startListener({ maxConnections: clients });
  const before = await waitForStableMemory(listener.pid);
  note(idle);
  const load = await LoadGenerator.connect(listener.port, clients, 1);
  const connected = await waitForStableMemory(listener.pid);
  note(asked);
  await load.askOnce(QUESTION);
  const answered = await waitForStableMemory(listener.pid);
  load.close();
  await listener.stop();
  const row = (what: string, bytes: number, max: number) =>
    documentedRow({
      what,
      figure: (bytes - before) / clients / KIB,
      unit: 'KiB',
      max,
      inclusive: true,
      documented: { text: '1–2 MB', max: (2 * MB) / KIB },
    });
  return [row(idle, connected, MAX_IDLE_KIB), row(asked, answered, MAX_ASKED_KIB)];
}
