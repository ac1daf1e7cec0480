import { spawnSync } from 'node:child_process';
import { RELAY_ASK, startRelay, throughputBesideRelay } from '../beside-relay.ts';
import { Client } from '../client.ts';
import { QUESTION } from '../load-generator.ts';
import {
  directAccount,
  executeAll,
  listenerEnv,
  NO_QM,
  type QmServer,
  qmServer,
  SESSIONS,
  statementsForQuestion,
} from '../qm-server.ts';
import { type BenchContext, NOTHING, percent, type Row, skipped, times, verdict } from '../row.ts';
import { type Server, startListener } from '../server-process.ts';
import { measureInTurns } from '../side-by-side.ts';
import { median } from '../spread.ts';

const CLIENTS = 50;
const LATENCY = { what: 'one question to QM, p50', max: 1.15 };
/** The relay shows what any server between a client and QM costs. */
const HOP = { what: 'one question to QM, p50, beside a bare relay', max: 1.05 };
const THROUGHPUT = { what: `questions to QM, ${CLIENTS} clients, ${SESSIONS} sessions`, min: 0.98 };
const COMMAND = 'one question to QM, p50, beside a command each';

/** Time that the listener adds to QM and to a bare relay, and the time that open sessions save. */
export async function qm(context: BenchContext): Promise<readonly Row[]> {
  const server = qmServer();
  if (server === undefined) {
    return [
      skipped(LATENCY.what, `≤ ${times(LATENCY.max)}`, NO_QM),
      skipped(HOP.what, `≤ ${times(HOP.max)}`, NO_QM),
      skipped(COMMAND, NOTHING, NO_QM),
      skipped(THROUGHPUT.what, `≥ ${percent(THROUGHPUT.min)}`, NO_QM),
    ];
  }
  const listener = await startListener({ env: listenerEnv(server) });
  const relay = await startRelay();
  // Throughput first, so that both servers are warm when latency is measured.
  const load = await throughputBesideRelay(
    {
      what: THROUGHPUT.what,
      clients: CLIENTS,
      listener,
      relay,
      question: QUESTION,
      relayIs: 'a bare WebSocket relay over as many sessions',
      min: THROUGHPUT.min,
    },
    context,
  );
  const rows = [...(await latency({ listener, relay, server }, context)), load];
  await Promise.all([listener.stop(), relay.stop()]);
  return rows;
}

interface Servers {
  readonly listener: Server;
  readonly relay: Server;
}

async function latency(
  { listener, relay, server }: Servers & { readonly server: QmServer },
  { quick, note }: BenchContext,
): Promise<Row[]> {
  note('one question at a time, beside a bare session, a bare relay and a command each');
  const bare = directAccount(server, 1);
  const statements = await statementsForQuestion(bare);
  const client = await Client.connect(listener.port);
  const other = await Client.connect(relay.port);
  const asks = 40;
  const turns = await measureInTurns(quick ? 10 : 40, {
    ours: () => p50(asks, () => answered(client, QUESTION.ask, '"type":"response"')),
    relay: () => p50(asks, () => answered(other, RELAY_ASK, '')),
    bare: () => p50(asks, () => executeAll(bare, statements)),
  });
  client.close();
  other.close();
  await bare.close();
  const command = await p50(quick ? 10 : 40, async () => runCommands(server.account, statements));
  const ms = (figure: number) => `${figure.toFixed(2)} ms`;
  const ours = turns.of('ours');
  const toBare = turns.ratio('ours', 'bare');
  const toRelay = turns.ratio('ours', 'relay');
  const bareWords = `${ms(turns.of('bare'))}, a bare session`;
  return [
    {
      what: LATENCY.what,
      ours: ms(ours),
      yardstick: bareWords,
      ratio: times(toBare),
      aim: `≤ ${times(LATENCY.max)}`,
      verdict: verdict(toBare <= LATENCY.max),
      ...turns.measured('ours', 'bare'),
    },
    {
      what: HOP.what,
      ours: ms(ours),
      yardstick: `${ms(turns.of('relay'))}, itself ${times(turns.ratio('relay', 'bare'))} a bare session`,
      ratio: times(toRelay),
      aim: `≤ ${times(HOP.max)}`,
      verdict: verdict(toRelay <= HOP.max),
      ...turns.measured('ours', 'relay'),
    },
    Number.isNaN(command)
      ? skipped(COMMAND, NOTHING, 'the program qm is not on this machine')
      : {
          what: COMMAND,
          ours: ms(ours),
          yardstick: `${ms(command)}, \`qm -a${server.account} "LIST ..."\` for each statement`,
          ratio: times(ours / command),
          aim: NOTHING,
          verdict: NOTHING,
          ...turns.measured('ours'),
        },
  ];
}

/** Median milliseconds of `times` runs; NaN if a run is not possible. */
async function p50(times: number, once: () => Promise<unknown>): Promise<number> {
  const elapsedMs: number[] = [];
  for (let done = 0; done < times; done += 1) {
    const from = performance.now();
    if ((await once()) === undefined) return Number.NaN;
    elapsedMs.push(performance.now() - from);
  }
  return median(elapsedMs);
}

/** Sends a question and waits for its answer. @param sign text that identifies the answer's frame */
function answered(client: Client, ask: Buffer, sign: string): Promise<true> {
  return new Promise((resolve) => {
    client.onText = (payload) => {
      if (payload.includes(sign)) resolve(true);
    };
    client.send(ask);
  });
}

function runCommands(account: string, statements: readonly string[]): true | undefined {
  const isRun = statements.every(
    (statement) =>
      spawnSync('qm', ['-quiet', `-a${account}`, statement], { stdio: ['ignore', 'pipe', 'ignore'] })
        .error === undefined,
  );
  return isRun ? true : undefined;
}
