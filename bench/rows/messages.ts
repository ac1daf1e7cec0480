import { resolve } from 'node:path';
import { Busyness } from '../busyness.ts';
import { Crowd } from '../crowd.ts';
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
  const ours = await Crowd.gather(listener.port, CLIENTS, 1);
  const theirs = await Crowd.gather(bare.port, CLIENTS, 0);
  const ms = quick ? 500 : 1500;
  note(`ping and pong with ${CLIENTS} clients`);
  const busy = { ours: new Busyness(listener.pid), theirs: new Busyness(bare.pid) };
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => busy.ours.during(() => ours.hurry(PING, ms)),
    () => busy.theirs.during(() => theirs.hurry(PING, ms)),
  );
  note(`listener ${busy.ours.inWords}; yardstick ${busy.theirs.inWords}`);
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
