import { setTimeout as sleep } from 'node:timers/promises';
import { LoadGenerator } from '../crowd.ts';
import { documentedRow } from '../documented.ts';
import type { Measuring } from '../measuring.ts';
import { cpuSeconds, figuresAvailable } from '../process-figures.ts';
import { QUESTION } from '../question.ts';
import { NOTHING, type Row, skipped } from '../row.ts';
import { startListener } from '../shipped.ts';

const LOADS = [
  { clients: 0, most: 1, documented: { words: '< 1 %', most: 1 } },
  { clients: 10, most: 5, documented: { words: '5–10 %', most: 10 } },
  { clients: 50, most: 20, documented: { words: '< 20 %', most: 20 } },
] as const;
const WARM_UP_MS = 3_000;
/** What comes after a start, compiling and collecting, is no idling. */
const COME_TO_REST_MS = 12_000;

/** The share of one core that the listener takes, doing nothing and answering a question a second a client. */
export async function cpu({ quick, note }: Measuring): Promise<readonly Row[]> {
  if (!figuresAvailable()) return [skipped('CPU', NOTHING, 'this system has no /proc')];
  const listener = await startListener();
  const rows: Row[] = [];
  await sleep(COME_TO_REST_MS);
  for (const { clients, most, documented } of LOADS) {
    note(`CPU with ${clients} clients`);
    const crowd = await LoadGenerator.gather(listener.port, clients, 1);
    const walk = crowd.paced(QUESTION);
    await sleep(WARM_UP_MS);
    const figure = await shareOfCore(listener.pid, quick ? 5_000 : 12_000);
    walk.stop();
    crowd.leave();
    rows.push(documentedRow({ what: whatOf(clients), figure, unit: '%', most, documented }));
  }
  await listener.stop();
  return rows;
}

function whatOf(clients: number): string {
  return clients === 0 ? 'CPU of a core, idle' : `CPU of a core, ${clients} clients at one question a second`;
}

/** In percent of one core, over that time. */
async function shareOfCore(pid: number, ms: number): Promise<number> {
  const [from, usedBefore] = [performance.now(), cpuSeconds(pid)];
  await sleep(ms);
  return ((cpuSeconds(pid) - usedBefore) * 100_000) / (performance.now() - from);
}
