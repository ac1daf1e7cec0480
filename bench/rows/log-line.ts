import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { type GatewayLog, openGatewayLog } from '../../listener/log/gateway-log.ts';
import { formatGatewayLine } from '../../listener/log/log-line.ts';
import { type BenchContext, grouped, type Row, times, verdict } from '../row.ts';
import { temporaryHome } from '../server-process.ts';
import { measureInTurns } from '../side-by-side.ts';

const MAX_US = 3;
/** What 50 busy clients log in one turn of the event loop. */
const LINES_A_TURN = 50;
const MB = 1_000_000;

const QUERY = {
  client: '192.0.2.7:50507',
  session: '5f0c9d1e',
  intent: 'MEDICATION',
  ms: 3,
  status: 'success',
  rows: 4,
} as const;

/** The time of one line of the gateway log under load, from the call until the disk has it, and whether one is lost. */
export async function logLine({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const lines = quick ? 50_000 : 200_000;
  const home = temporaryHome();
  const log = openGatewayLog({ directory: home, maxSize: 1_000 * MB, keep: 1, questions: false });
  const bare = createWriteStream(join(home, 'bare.log'));
  const rounds = quick ? 3 : 9;
  note(`${grouped(lines)} lines of the log`);
  const turns = await measureInTurns(rounds, {
    ours: () =>
      microsecondsEach(
        lines,
        () => log.query(QUERY),
        () => flushed(log),
      ),
    bare: () =>
      microsecondsEach(
        lines,
        () => bare.write(`${formatGatewayLine(new Date(), 'query', QUERY)}\n`),
        () => drained(bare),
      ),
  });
  await log.close();
  bare.destroy();
  const written = lines * (rounds + 1);
  const lost = written - (await countLines(log.path));
  const us = turns.of('ours');
  return [
    {
      what: 'a line of the log under load, until it is on disk',
      ours: `${us.toFixed(1)} µs, ${grouped(lost)} of ${grouped(written)} lost`,
      yardstick: `${turns.of('bare').toFixed(1)} µs, a stream of Node's`,
      ratio: times(turns.ratio('ours', 'bare')),
      aim: `≤ ${MAX_US} µs, none lost`,
      verdict: verdict(us <= MAX_US && lost === 0),
      inProcess: true,
      ...turns.measured('ours', 'bare'),
    },
  ];
}

async function microsecondsEach(
  lines: number,
  write: () => void,
  flush: () => Promise<void>,
): Promise<number> {
  const from = performance.now();
  for (let written = 0; written < lines; ) {
    for (const end = written + LINES_A_TURN; written < end; written += 1) write();
    await nextTick();
  }
  await flush();
  return ((performance.now() - from) * 1_000) / lines;
}

function flushed(log: GatewayLog): Promise<void> {
  return log.flush();
}

function drained(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file)) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  }
  return lines;
}
