import { resolve } from 'node:path';
import { CpuUsage } from '../busyness.ts';
import { LoadGenerator } from '../crowd.ts';
import { clientFrame, TEXT } from '../frame.ts';
import type { Measuring } from '../measuring.ts';
import { grouped, percent, type Row, verdict } from '../row.ts';
import { startServer } from '../server-process.ts';
import { startListener } from '../shipped.ts';
import { sideBySide } from '../side-by-side.ts';

const CLIENTS = 50;
const AIM = 0.7;
const PING = { ask: clientFrame(TEXT, '{"type":"ping"}'), answers: 1 };

/** How much of a bare WebSocket server's speed is left when every message goes through the whole listener. */
export async function messages({ quick, note }: Measuring): Promise<readonly Row[]> {
  const listener = await startListener();
  const bare = await startServer({
    command: process.execPath,
    args: [resolve(import.meta.dirname, 'echo-server.js')],
    ready: 'ws://',
  });
  const ours = await LoadGenerator.gather(listener.port, CLIENTS, 1);
  const theirs = await LoadGenerator.gather(bare.port, CLIENTS, 0);
  const ms = quick ? 500 : 1500;
  note(`ping and pong with ${CLIENTS} clients`);
  const busy = { ours: new CpuUsage(listener.pid), theirs: new CpuUsage(bare.pid) };
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => busy.ours.during(() => ours.saturate(PING, ms)),
    () => busy.theirs.during(() => theirs.saturate(PING, ms)),
  );
  note(`listener ${busy.ours.describe}; yardstick ${busy.theirs.describe}`);
  ours.leave();
  theirs.leave();
  await Promise.all([listener.stop(), bare.stop()]);
  return [
    {
      what: `\`ping\` → \`pong\`, ${CLIENTS} clients`,
      ours: `${grouped(measured.ours)} /s`,
      yardstick: `${grouped(measured.yardstick)} /s, bare \`ws\` echo server`,
      ratio: percent(measured.ratio),
      aim: `≥ ${percent(AIM)}`,
      verdict: verdict(measured.ratio >= AIM),
    },
  ];
}
