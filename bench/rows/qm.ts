import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { Client } from '../client.ts';
import { Crowd } from '../crowd.ts';
import { clientFrame, TEXT } from '../frame.ts';
import type { Measuring } from '../measuring.ts';
import { median } from '../median.ts';
import { bareAccount, type QmServer, qmServer, SESSIONS, STATEMENT } from '../qm-server.ts';
import { QUESTION } from '../question.ts';
import { grouped, NOTHING, percent, type Row, skipped, times, verdict } from '../row.ts';
import { startServer } from '../server-process.ts';
import { startListener } from '../shipped.ts';
import { sideBySide } from '../side-by-side.ts';

const CLIENTS = 50;
const LATENCY = { what: 'one question to QM, p50', most: 1.3 };
const THROUGHPUT = { what: `questions to QM, ${CLIENTS} clients, ${SESSIONS} sessions`, least: 0.9 };
const COMMAND = 'one question to QM, p50, beside a command each';

/** What the listener adds to QM's own time, and what sessions kept open save. */
export async function qm({ quick, note }: Measuring): Promise<readonly Row[]> {
  const server = qmServer();
  if (server === undefined) {
    const why = 'no live QM: set QM_TEST_HOST, QM_TEST_USERNAME and QM_TEST_PASSWORD_FILE';
    return [
      skipped(LATENCY.what, `≤ ${times(LATENCY.most)}`, why),
      skipped(THROUGHPUT.what, `≥ ${percent(THROUGHPUT.least)}`, why),
      skipped(COMMAND, NOTHING, why),
    ];
  }
  const listener = await startListener({ env: listenerEnv(server) });
  const rows = [
    ...(await latency(listener.port, server, quick, note)),
    await throughput(listener.port, quick, note),
  ];
  await listener.stop();
  return rows;
}

function listenerEnv(server: QmServer): NodeJS.ProcessEnv {
  return {
    QM_HOST: server.host,
    QM_PORT: String(server.port),
    QM_USERNAME: server.username,
    QM_PASSWORD_FILE: server.passwordFile,
    QM_ACCOUNT: server.account,
    QM_SESSIONS: String(SESSIONS),
    HAL_QUERY: 'off',
  };
}

async function latency(
  port: number,
  server: QmServer,
  quick: boolean,
  note: Measuring['note'],
): Promise<Row[]> {
  note('one question at a time, beside a bare session and a command each');
  const bare = bareAccount(server, 1);
  const client = await Client.connect(port);
  const asks = quick ? 100 : 400;
  const measured = await sideBySide(
    quick ? 3 : 7,
    () => p50(asks, () => answered(client)),
    () => p50(asks, () => bare.execute(STATEMENT)),
  );
  client.leave();
  await bare.close();
  const command = await p50(quick ? 10 : 40, async () => runCommand(server.account));
  const ms = (figure: number) => `${figure.toFixed(2)} ms`;
  return [
    {
      what: LATENCY.what,
      ours: ms(measured.ours),
      yardstick: `${ms(measured.yardstick)}, a bare session`,
      ratio: times(measured.ratio),
      aim: `≤ ${times(LATENCY.most)}`,
      verdict: verdict(measured.ratio <= LATENCY.most),
    },
    Number.isNaN(command)
      ? skipped(COMMAND, NOTHING, 'the program qm is not on this machine')
      : {
          what: COMMAND,
          ours: ms(measured.ours),
          yardstick: `${ms(command)}, \`qm -a${server.account} "LIST ..."\``,
          ratio: times(measured.ours / command),
          aim: NOTHING,
          verdict: NOTHING,
        },
  ];
}

async function throughput(port: number, quick: boolean, note: Measuring['note']): Promise<Row> {
  note(`questions to QM with ${CLIENTS} clients`);
  const relay = await startServer({
    command: process.execPath,
    args: [resolve(import.meta.dirname, 'qm-relay.js')],
    ready: 'ws://',
  });
  const ours = await Crowd.gather(port, CLIENTS, 1);
  const theirs = await Crowd.gather(relay.port, CLIENTS, 0);
  const ms = quick ? 1_000 : 2_000;
  const measured = await sideBySide(
    quick ? 3 : 5,
    () => ours.hurry(QUESTION, ms),
    () => theirs.hurry({ ask: clientFrame(TEXT, 'ask'), answers: 1 }, ms),
  );
  ours.leave();
  theirs.leave();
  await relay.stop();
  return {
    what: THROUGHPUT.what,
    ours: `${grouped(measured.ours)} /s`,
    yardstick: `${grouped(measured.yardstick)} /s, a bare WebSocket relay over as many sessions`,
    ratio: percent(measured.ratio),
    aim: `≥ ${percent(THROUGHPUT.least)}`,
    verdict: verdict(measured.ratio >= THROUGHPUT.least),
  };
}

/** Milliseconds the middle one of so many takes; NaN where one cannot be done at all. */
async function p50(times: number, once: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let done = 0; done < times; done += 1) {
    const from = performance.now();
    if ((await once()) === undefined) return Number.NaN;
    taken.push(performance.now() - from);
  }
  return median(taken);
}

/** One question and its answer: the `response`, which is what a person waits for. */
function answered(client: Client): Promise<true> {
  return new Promise((resolve) => {
    client.onText = (payload) => {
      if (payload.includes('"type":"response"')) resolve(true);
    };
    client.send(QUESTION.ask);
  });
}

function runCommand(account: string): true | undefined {
  const ran = spawnSync('qm', ['-quiet', `-a${account}`, STATEMENT], { stdio: ['ignore', 'pipe', 'ignore'] });
  return ran.error === undefined ? true : undefined;
}
