import { setTimeout as sleep } from 'node:timers/promises';
import { LoadGenerator } from '../crowd.ts';
import { documentedRow } from '../documented.ts';
import type { Measuring } from '../measuring.ts';
import { figuresAvailable, residentBytes } from '../process-figures.ts';
import { QUESTION } from '../question.ts';
import { NOTHING, type Row, skipped } from '../row.ts';
import { waitForStableMemory } from '../settled.ts';
import { startListener } from '../shipped.ts';

const ACTIVE_CLIENTS = 50;
const IDLE_CLIENTS = 5_000;
const KIB = 1024;
const MB = 1_000_000;

/** Memory in RAM: at the start, with clients that ask, and for each client that only waits. */
export async function memory(measuring: Measuring): Promise<readonly Row[]> {
  if (!figuresAvailable()) return [skipped('memory', NOTHING, 'this system has no /proc')];
  const { atStart, active } = await activeMemory(measuring);
  const idle = await idleMemory(measuring);
  return [
    documentedRow({
      what: 'memory at start',
      figure: atStart / MB,
      unit: 'MB',
      most: 75,
      documented: { words: '5–10 MB', most: 10 },
    }),
    documentedRow({
      what: `memory, ${ACTIVE_CLIENTS} clients at one question a second`,
      figure: active / MB,
      unit: 'MB',
      most: 100,
      documented: { words: '100–150 MB', most: 150 },
    }),
    documentedRow({
      what: `memory an idle connection, ${IDLE_CLIENTS} of them`,
      figure: idle / KIB,
      unit: 'KiB',
      most: 12,
      inclusive: true,
      documented: { words: '1–2 MB', most: (2 * MB) / KIB },
    }),
  ];
}

/** In bytes; the active figure is the highest seen, since V8 lets garbage lie for a while. */
async function activeMemory({ quick, note }: Measuring): Promise<{ atStart: number; active: number }> {
  const listener = await startListener();
  note('memory at start');
  const atStart = await waitForStableMemory(listener.pid);
  const crowd = await LoadGenerator.gather(listener.port, ACTIVE_CLIENTS, 1);
  const walk = crowd.paced(QUESTION);
  note(`memory with ${ACTIVE_CLIENTS} active clients`);
  let active = 0;
  for (let second = 0; second < (quick ? 5 : 20); second += 1) {
    await sleep(1_000);
    active = Math.max(active, residentBytes(listener.pid));
  }
  walk.stop();
  crowd.leave();
  await listener.stop();
  return { atStart, active };
}

/** Bytes a connection, handshake and all: what the listener grew by, divided by the crowd. */
async function idleMemory({ note }: Measuring): Promise<number> {
  const listener = await startListener({ maxConnections: IDLE_CLIENTS });
  const before = await waitForStableMemory(listener.pid);
  note(`memory with ${IDLE_CLIENTS} idle connections`);
  const crowd = await LoadGenerator.gather(listener.port, IDLE_CLIENTS, 1);
  const after = await waitForStableMemory(listener.pid);
  crowd.leave();
  await listener.stop();
  return (after - before) / IDLE_CLIENTS;
}
