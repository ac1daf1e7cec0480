import { resolve } from 'node:path';
import { CpuUsage } from '../busyness.ts';
import { LoadGenerator } from '../crowd.ts';
import type { Measuring } from '../measuring.ts';
import { pythonWithWebsockets } from '../python.ts';
import { QUESTION, recordedFrames } from '../question.ts';
import { grouped, NOTHING, type Row, skipped, times } from '../row.ts';
import { startServer } from '../server-process.ts';
import { startListener } from '../shipped.ts';
import { sideBySide } from '../side-by-side.ts';

const CLIENTS = 50;
const WHAT = `questions to the embedded account, ${CLIENTS} clients`;
const GATEWAY = resolve(import.meta.dirname, '../../bench/python-gateway.py');

/** Real answers a second, beside a gateway of another make that only ever sends the same frames. */
export async function queries({ quick, note }: Measuring): Promise<readonly Row[]> {
  const python = pythonWithWebsockets();
  if (python === undefined) return [skipped(WHAT, NOTHING, "Python's websockets is not installed")];
  const listener = await startListener();
  const gateway = await startServer({
    command: python.command,
    args: [GATEWAY],
    input: `${JSON.stringify(await recordedFrames(listener.port))}\n`,
    ready: 'ws://',
  });
  const ours = await LoadGenerator.gather(listener.port, CLIENTS, 1);
  const theirs = await LoadGenerator.gather(gateway.port, CLIENTS, 1);
  const ms = quick ? 500 : 1500;
  note(`questions with ${CLIENTS} clients`);
  const busy = { ours: new CpuUsage(listener.pid), theirs: new CpuUsage(gateway.pid) };
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => busy.ours.during(() => ours.saturate(QUESTION, ms)),
    () => busy.theirs.during(() => theirs.saturate(QUESTION, ms)),
  );
  note(`listener ${busy.ours.describe}; yardstick ${busy.theirs.describe}`);
  ours.leave();
  theirs.leave();
  await Promise.all([listener.stop(), gateway.stop()]);
  return [
    {
      what: WHAT,
      ours: `${grouped(measured.ours)} /s`,
      yardstick: `${grouped(measured.yardstick)} /s, a constant from Python \`websockets\` ${python.version}`,
      ratio: times(measured.ratio),
      aim: NOTHING,
      verdict: NOTHING,
    },
  ];
}
