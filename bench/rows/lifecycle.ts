import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlClient } from '../../supervisor/control/control-client.ts';
import { readControlKey } from '../../supervisor/control/handshake.ts';
import { Operator } from '../operator.ts';
import { hasProcFiles, measureCpuPercent } from '../process-usage.ts';
import { type BenchContext, NOTHING, type Row, skipped, times, verdict } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';
import { median, sideBySide } from '../side-by-side.ts';

const MAX_START_MS = 300;

/** Time from the start of the process until clients can connect. */
export async function start({ quick, note }: BenchContext): Promise<readonly Row[]> {
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

const CHANNEL = 'CPU of a core for one subscriber of the control channel';

/** How soon a phantom answers again after kill and restart, and the CPU cost of a control channel subscriber. */
export async function control({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const rounds = quick ? 3 : 7;
  note('kill -9 under watch');
  const killed: number[] = [];
  // A new home each time: the restart policy waits longer for a listener that has died recently.
  for (let round = 0; round < rounds; round += 1) killed.push(await recovery());
  note('restart');
  const operator = await Operator.create();
  await operator.run('start');
  const restarted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    await operator.run('restart');
    await operator.waitForAnswer();
    restarted.push(performance.now() - from);
  }
  const channel = hasProcFiles()
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
  await operator.waitForAnswer();
  while (operator.registration() === undefined) await sleep(5);
  const from = performance.now();
  process.kill(operator.registration()?.pid ?? 0, 'SIGKILL');
  await operator.waitForAnswer();
  const ms = performance.now() - from;
  const closed = once(watch, 'close');
  watch.kill('SIGTERM');
  await closed;
  await operator.run('stop');
  return ms;
}

/** CPU with a subscriber minus CPU without, both after the listener has settled. */
async function channelRow(operator: Operator, ms: number, note: BenchContext['note']): Promise<Row> {
  note('one subscriber of the control channel');
  const registration = operator.registration();
  const key = readControlKey(operator.home);
  if (registration === undefined || key === undefined)
    return skipped(CHANNEL, '< 1 %', 'no listener is registered');
  const { pid, endpoint } = registration;
  await sleep(12_000);
  const alone = await measureCpuPercent(pid, ms);
  const client = await ControlClient.connect({ endpoint, pid, key, by: 'bench' });
  await client.request('subscribe', { as: 'watcher' });
  const watched = await measureCpuPercent(pid, ms);
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

function timeRow(what: string, ms: number, max: number): Row {
  return {
    what,
    ours: `${Math.round(ms)} ms`,
    yardstick: NOTHING,
    ratio: NOTHING,
    aim: `≤ ${max} ms`,
    verdict: verdict(ms <= max),
  };
}
