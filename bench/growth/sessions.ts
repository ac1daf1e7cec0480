import { join } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { SessionSaver } from '../../listener/protocol/session-file.ts';
import { SessionStore } from '../../listener/protocol/session-store.ts';
import { type BenchContext, grouped, type Row } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';
import { median } from '../spread.ts';
import type { SizedFigure } from './exponent.ts';
import { growthRow } from './growth-row.ts';

const TURNS = 10;
const QUIET = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };

/** How long a start takes that restores sessions, and how long it takes to save them. */
export async function sessionGrowth({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const starts: SizedFigure[] = [];
  const saves: SizedFigure[] = [];
  for (const size of [1, 100, 1_000]) {
    note(`${grouped(size)} sessions`);
    const [started, saved]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < (quick ? 3 : 9); turn += 1) {
      const home = temporaryHome();
      saved.push(await timeToSave(join(home, 'sessions.json'), size));
      const listener = await startListener({ home });
      started.push(listener.readyMs);
      await listener.stop();
    }
    starts.push({ size, figure: median(started) });
    saves.push({ size, figure: median(saved) });
  }
  const shared = { of: 'sessions', unit: 'ms', kind: 'linear' } as const;
  return [
    growthRow({ ...shared, what: 'a start that restores them', figures: starts }),
    growthRow({ ...shared, what: 'the save', figures: saves, inProcess: true }),
  ];
}

/** Writes sessions of ten questions each. */
async function timeToSave(path: string, size: number): Promise<number> {
  const store = new SessionStore(systemClock);
  const time = new Date(systemClock.now()).toISOString();
  for (let number = 0; number < size; number += 1) {
    const turns = Array.from({ length: TURNS }, (_, turn) => ({
      question: `What medications am I taking in room ${turn}?`,
      answer: 'You take Lisinopril 10 mg once a day, Metformin 500 mg twice a day and 2 more.'.repeat(2),
      intent: 'MEDICATION',
      time,
    }));
    store.put({ sessionId: `bench-${number}`, turns, lastResponse: undefined });
  }
  const saver = new SessionSaver(store, { path, log: QUIET });
  // The saver compares with what was there when it began.
  store.version += 1;
  const from = performance.now();
  await saver.close();
  return performance.now() - from;
}
