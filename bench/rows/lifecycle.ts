import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlClient } from '../../supervisor/control/control-client.ts';
import { readControlKey } from '../../supervisor/control/handshake.ts';
import { Operator } from '../operator.ts';
import { hasProcFiles, measureCpuPercent } from '../process-usage.ts';
import { timeToRestart } from '../restarted-server.ts';
import { type BenchContext, NOTHING, type Row, skipped, times, verdict } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';
import { measureInTurns, sideBySide } from '../side-by-side.ts';

const MAX_START_RATIO = 1.4;
const MAX_RECOVERY_RATIO = 1.6;
const MAX_RESTART_MS = 250;

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
      aim: `≤ ${times(MAX_START_RATIO)}`,
      verdict: verdict(measured.ratio <= MAX_START_RATIO),
      ...measured.measured,
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
  // A new home each time: the restart policy waits longer for a listener that has died recently.
  const killed = await sideBySide(rounds, recovery, timeToRestart);
  note('restart');
  const operator = await Operator.create();
  await operator.run('start');
  const restarted = await measureInTurns(rounds, {
    ours: async () => {
      const from = performance.now();
      await operator.run('restart');
      await operator.waitForAnswer();
      return performance.now() - from;
    },
  });
  const channel = hasProcFiles()
    ? await channelRow(operator, quick ? 5_000 : 15_000, note)
    : skipped(CHANNEL, '< 1 %', 'this system has no /proc');
  await operator.run('stop');
  const restartMs = restarted.of('ours');
  return [
    {
      what: 'kill -9 to the first answer, under `watch`, p50',
      ours: `${Math.round(killed.ours)} ms`,
      yardstick: `${Math.round(killed.yardstick)} ms, a bare \`ws\` server started again`,
      ratio: times(killed.ratio),
      aim: `≤ ${times(MAX_RECOVERY_RATIO)}`,
      verdict: verdict(killed.ratio <= MAX_RECOVERY_RATIO),
      ...killed.measured,
    },
    {
      what: '`restart` to the first answer, p50',
      ours: `${Math.round(restartMs)} ms`,
      yardstick: NOTHING,
      ratio: NOTHING,
      aim: `≤ ${MAX_RESTART_MS} ms`,
      verdict: verdict(restartMs <= MAX_RESTART_MS),
      ...restarted.measured('ours'),
    },
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
