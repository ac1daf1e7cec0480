import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { startBareServer } from '../bare-server.ts';
import { clientFrame, TEXT } from '../client.ts';
import { LoadGenerator, QUESTION, recordedFrames } from '../load-generator.ts';
import { CpuUsage } from '../process-usage.ts';
import { type BenchContext, grouped, NOTHING, percent, type Row, skipped, times, verdict } from '../row.ts';
import { startListener, startServer } from '../server-process.ts';
import { sideBySide } from '../side-by-side.ts';

const CLIENTS = 50;
const MIN_RATIO = 0.92;
const MIN_QUESTIONS_RATIO = 1.2;
const PING = { ask: clientFrame(TEXT, '{"type":"ping"}'), answers: 1 };

/** Message rate of the listener, relative to a bare WebSocket server. */
export async function messages({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const listener = await startListener();
  const bare = await startBareServer();
  const ours = await LoadGenerator.connect(listener.port, CLIENTS, 1);
  const theirs = await LoadGenerator.connect(bare.port, CLIENTS, 0);
  const ms = quick ? 500 : 1500;
  note(`ping and pong with ${CLIENTS} clients`);
  const busy = { ours: new CpuUsage(listener.pid), theirs: new CpuUsage(bare.pid) };
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => busy.ours.during(() => ours.saturate(PING, ms)),
    () => busy.theirs.during(() => theirs.saturate(PING, ms)),
  );
  note(`listener ${busy.ours.describe}; yardstick ${busy.theirs.describe}`);
  ours.close();
  theirs.close();
  await Promise.all([listener.stop(), bare.stop()]);
  return [
    {
      what: `\`ping\` → \`pong\`, ${CLIENTS} clients`,
      ours: `${grouped(measured.ours)} /s`,
      yardstick: `${grouped(measured.yardstick)} /s, bare \`ws\` echo server`,
      ratio: percent(measured.ratio),
      aim: `≥ ${percent(MIN_RATIO)}`,
      verdict: verdict(measured.ratio >= MIN_RATIO),
      ...measured.measured,
    },
  ];
}

const WHAT = `questions to the embedded account, ${CLIENTS} clients`;
const GATEWAY = resolve(import.meta.dirname, '../../bench/python-gateway.py');

/** Answers per second, beside a Python gateway that always sends the same frames. */
export async function queries({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const python = pythonWithWebsockets();
  if (python === undefined) return [skipped(WHAT, NOTHING, "Python's websockets is not installed")];
  const listener = await startListener();
  const gateway = await startServer({
    command: python.command,
    args: [GATEWAY],
    input: `${JSON.stringify(await recordedFrames(listener.port))}\n`,
    ready: 'ws://',
  });
  const ours = await LoadGenerator.connect(listener.port, CLIENTS, 1);
  const theirs = await LoadGenerator.connect(gateway.port, CLIENTS, 1);
  const ms = quick ? 500 : 1500;
  note(`questions with ${CLIENTS} clients`);
  const busy = { ours: new CpuUsage(listener.pid), theirs: new CpuUsage(gateway.pid) };
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => busy.ours.during(() => ours.saturate(QUESTION, ms)),
    () => busy.theirs.during(() => theirs.saturate(QUESTION, ms)),
  );
  note(`listener ${busy.ours.describe}; yardstick ${busy.theirs.describe}`);
  ours.close();
  theirs.close();
  await Promise.all([listener.stop(), gateway.stop()]);
  return [
    {
      what: WHAT,
      ours: `${grouped(measured.ours)} /s`,
      yardstick: `${grouped(measured.yardstick)} /s, a constant from Python \`websockets\` ${python.version}`,
      ratio: times(measured.ratio),
      aim: `≥ ${times(MIN_QUESTIONS_RATIO)}`,
      verdict: verdict(measured.ratio >= MIN_QUESTIONS_RATIO),
      ...measured.measured,
    },
  ];
}

const CANDIDATES = ['/usr/bin/python3', 'python3', 'python'];

/** A Python command that has `websockets`, with its version; undefined if there is none. */
function pythonWithWebsockets(): { command: string; version: string } | undefined {
  for (const command of CANDIDATES) {
    const ran = spawnSync(command, ['-c', 'import websockets.version as v; print(v.version)'], {
      encoding: 'utf8',
    });
    if (ran.status === 0) return { command, version: ran.stdout.trim() };
  }
  return undefined;
}
