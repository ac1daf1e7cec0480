import { setTimeout as sleep } from 'node:timers/promises';
import { LoadGenerator, QUESTION } from '../load-generator.ts';
import { hasProcFiles, measureCpuPercent, residentBytes, waitForStableMemory } from '../process-usage.ts';
import { type BenchContext, documentedRow, NOTHING, type Row, skipped } from '../row.ts';
import { startListener } from '../server-process.ts';

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
const IDLE_CLIENTS = 5_000;
const KIB = 1024;
const MB = 1_000_000;

/** Resident memory: at start, with active clients, and per idle client. */
export async function memory(context: BenchContext): Promise<readonly Row[]> {
  if (!hasProcFiles()) return [skipped('memory', NOTHING, 'this system has no /proc')];
  const { atStart, active } = await activeMemory(context);
  const idle = await idleMemory(context);
  return [
    documentedRow({
      what: 'memory at start',
      figure: atStart / MB,
      unit: 'MB',
      max: 75,
      documented: { text: '5–10 MB', max: 10 },
    }),
    documentedRow({
      what: `memory, ${ACTIVE_CLIENTS} clients at one question a second`,
      figure: active / MB,
      unit: 'MB',
      max: 100,
      documented: { text: '100–150 MB', max: 150 },
    }),
    documentedRow({
      what: `memory an idle connection, ${IDLE_CLIENTS} of them`,
      figure: idle / KIB,
      unit: 'KiB',
      max: 12,
      inclusive: true,
      documented: { text: '1–2 MB', max: (2 * MB) / KIB },
    }),
  ];
}

/** In bytes; `active` is the peak, because V8 collects garbage with a delay. */
async function activeMemory({ quick, note }: BenchContext): Promise<{ atStart: number; active: number }> {
  const listener = await startListener();
  note('memory at start');
  const atStart = await waitForStableMemory(listener.pid);
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
  return { atStart, active };
}

/** Bytes per connection: growth of the listener divided by the number of connections. */
async function idleMemory({ note }: BenchContext): Promise<number> {
  const listener = await startListener({ maxConnections: IDLE_CLIENTS });
  const before = await waitForStableMemory(listener.pid);
  note(`memory with ${IDLE_CLIENTS} idle connections`);
  const load = await LoadGenerator.connect(listener.port, IDLE_CLIENTS, 1);
  const after = await waitForStableMemory(listener.pid);
  load.close();
  await listener.stop();
  return (after - before) / IDLE_CLIENTS;
}
