import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Measuring } from '../measuring.ts';
import { type Row, times, verdict } from '../row.ts';
import { startListener, temporaryHome } from '../shipped.ts';
import { sideBySide } from '../side-by-side.ts';

const MAX_START_MS = 300;

/** From the start of the process until clients may connect. */
export async function start({ quick, note }: Measuring): Promise<readonly Row[]> {
  const home = temporaryHome();
  note('start to listening');
  const measured = await sideBySide(quick ? 3 : 9, () => started(home), nodeAlone);
  return [
    {
      what: 'start to listening',
      ours: `${Math.round(measured.ours)} ms`,
      yardstick: `${Math.round(measured.yardstick)} ms, \`node -e 0\``,
      ratio: times(measured.ratio),
      aim: `≤ ${MAX_START_MS} ms`,
      verdict: verdict(measured.ours <= MAX_START_MS),
    },
  ];
}

async function started(home: string): Promise<number> {
  const listener = await startListener({ home });
  await listener.stop();
  return listener.readyMs;
}

async function nodeAlone(): Promise<number> {
  const from = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - from;
}
