import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlClient } from '../../supervisor/control/control-client.ts';
import { readControlKey } from '../../supervisor/control/handshake.ts';
import type { Measuring } from '../measuring.ts';
import { median } from '../median.ts';
import { Operator } from '../operator.ts';
import { cpuSeconds, figuresAvailable } from '../process-figures.ts';
import { NOTHING, type Row, skipped, verdict } from '../row.ts';

const CHANNEL = 'CPU of a core for one subscriber of the control channel';

/** How soon a phantom is back, and what watching it costs. */
export async function control({ quick, note }: Measuring): Promise<readonly Row[]> {
  const rounds = quick ? 3 : 7;
  note('kill -9 under watch');
  const killed: number[] = [];
  // A home each: the policy waits longer for a listener that has just died before.
  for (let round = 0; round < rounds; round += 1) killed.push(await recovery());
  note('restart');
  const operator = await Operator.create();
  await operator.run('start');
  const restarted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    await operator.run('restart');
    await operator.answered();
    restarted.push(performance.now() - from);
  }
  const channel = figuresAvailable()
    ? await channelRow(operator, quick ? 5_000 : 15_000, note)
    : skipped(CHANNEL, '< 1 %', 'this system has no /proc');
  await operator.run('stop');
  return [
    timeRow('kill -9 to the first answer, under `watch`, p50', median(killed), 1_000),
    timeRow('`restart` to the first answer, p50', median(restarted), 700),
    channel,
  ];
}

async function recovery(): Promise<number> {
  const operator = await Operator.create();
  const watch = operator.command('watch', '--example');
  await operator.answered();
  while (operator.registration() === undefined) await sleep(5);
  const from = performance.now();
  process.kill(operator.registration()?.pid ?? 0, 'SIGKILL');
  await operator.answered();
  const ms = performance.now() - from;
  const ended = once(watch, 'close');
  watch.kill('SIGTERM');
  await ended;
  await operator.run('stop');
  return ms;
}

/** With a subscriber, less without: both after the start has come to rest. */
async function channelRow(operator: Operator, ms: number, note: Measuring['note']): Promise<Row> {
  note('one subscriber of the control channel');
  const registration = operator.registration();
  const key = readControlKey(operator.home);
  if (registration === undefined || key === undefined)
    return skipped(CHANNEL, '< 1 %', 'no listener is registered');
  const { pid, endpoint } = registration;
  await sleep(12_000);
  const alone = await shareOfCore(pid, ms);
  const client = await ControlClient.connect({ endpoint, pid, key, by: 'bench' });
  await client.request('subscribe', { as: 'watcher' });
  const watched = await shareOfCore(pid, ms);
  client.close();
  const cost = Math.max(watched - alone, 0);
  return {
    what: CHANNEL,
    ours: `${cost.toFixed(2)} %`,
    yardstick: `${alone.toFixed(2)} %, the same listener unwatched`,
    ratio: NOTHING,
    aim: '< 1 %',
    verdict: verdict(cost < 1),
  };
}

/** In percent, over that time. */
async function shareOfCore(pid: number, ms: number): Promise<number> {
  const [from, before] = [performance.now(), cpuSeconds(pid)];
  await sleep(ms);
  return ((cpuSeconds(pid) - before) * 100_000) / (performance.now() - from);
}

function timeRow(what: string, ms: number, most: number): Row {
  return {
    what,
    ours: `${Math.round(ms)} ms`,
    yardstick: NOTHING,
    ratio: NOTHING,
    aim: `≤ ${most} ms`,
    verdict: verdict(ms <= most),
  };
}
