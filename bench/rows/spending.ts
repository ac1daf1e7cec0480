import { systemClock } from '../../lib/clock.ts';
import { Client, clientFrame, TEXT } from '../client.ts';
import { loadTransactions } from '../embedded-transactions.ts';
import { PingMonitor } from '../load-generator.ts';
import { directAccount, listenerEnv, NO_QM, type QmServer, qmServer } from '../qm-server.ts';
import { fillTransactions, writeTableOf } from '../qm-transactions.ts';
import { type BenchContext, grouped, NOTHING, type Row, skipped, times, verdict } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';
import { measureInTurns, type TurnResults } from '../side-by-side.ts';
import { spendingQuestion, transaction } from '../transactions.ts';

const MAX_RATIO = 1.2;
const MAX_PING_MS = 50;
const MAX_LOAD_MS = 30_000;
const MAX_FIRST_MS = 3_000;
const MAX_WARM_MS = 100;

export async function spending(context: BenchContext): Promise<readonly Row[]> {
  const sizes = context.quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];
  const rows: Row[] = [];
  const server = qmServer();
  for (const size of sizes) {
    if (server === undefined) {
      rows.push(skipped(what(size, 'QM'), `≤ ${times(MAX_RATIO)}`, NO_QM));
    } else rows.push(...(await inQm(server, size, context)));
  }
  for (const size of sizes) rows.push(...(await inEmbedded(size, context)));
  return rows;
}

function what(size: number, where: string): string {
  return `spend at PAYEE in MONTH, ${grouped(size)} transactions in ${where}, p50`;
}

async function inQm(server: QmServer, size: number, context: BenchContext): Promise<readonly Row[]> {
  const file = `HLB.SPENDING.${size}`;
  context.note(`${grouped(size)} transactions in QM: writing them`);
  const bare = directAccount(server, 1);
  const home = temporaryHome();
  try {
    await fillTransactions(bare, file, size);
    writeTableOf(file, home);
    const { selection } = spendingQuestion(systemClock.now());
    const statement = `SUM ${file} AMOUNT ${selection}`;
    return await measured(
      { size, where: 'QM', home, env: listenerEnv(server), bareSum: () => bare.execute(statement) },
      context,
    );
  } finally {
    await bare.execute(`DELETE.FILE ${file}`);
    await bare.close();
  }
}

async function inEmbedded(size: number, context: BenchContext): Promise<readonly Row[]> {
  context.note(`${grouped(size)} transactions in the embedded account: loading them`);
  const home = temporaryHome();
  const now = systemClock.now();
  const loading = await loadTransactions(home, size, (number) => transaction(number, now));
  const rows = await measured(
    { size, where: 'the embedded account', home, env: { QM_DRIVER: 'embedded' } },
    context,
  );
  return [limitRow(`\`account load\` of ${grouped(size)} transactions`, loading, MAX_LOAD_MS), ...rows];
}

interface Place {
  readonly size: number;
  readonly where: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** The yardstick. The embedded account has none: it answers a repeated statement from what it has read before. */
  readonly bareSum?: () => Promise<unknown>;
}

async function measured(
  { size, where, home, env, bareSum }: Place,
  { quick, note }: BenchContext,
): Promise<readonly Row[]> {
  note(`${grouped(size)} transactions in ${where}: asking`);
  const { text } = spendingQuestion(systemClock.now());
  const ask = clientFrame(TEXT, JSON.stringify({ type: 'text_input', text }));
  const listener = await startListener({ home, env });
  const client = await Client.connect(listener.port);
  const others = await PingMonitor.watch(listener.port);
  try {
    const first = await elapsedMs(() => answered(client, ask));
    const rounds = quick ? 5 : 15;
    const ours = () => elapsedMs(() => answered(client, ask));
    const row =
      bareSum === undefined
        ? alone(await measureInTurns(rounds, { ours }))
        : besideSum(await measureInTurns(rounds, { ours, bare: () => elapsedMs(bareSum) }));
    return [
      { what: what(size, where), ...row },
      limitRow(
        `the first such question, ${grouped(size)} in ${where}`,
        first,
        bareSum === undefined ? MAX_FIRST_MS : undefined,
      ),
      limitRow(
        `\`ping\` of others meanwhile, p99, ${grouped(size)} in ${where}`,
        others.close(),
        MAX_PING_MS,
      ),
    ];
  } finally {
    client.close();
    await listener.stop();
  }
}

function besideSum(turns: TurnResults<'ours' | 'bare'>): Omit<Row, 'what'> {
  const ratio = turns.ratio('ours', 'bare');
  return {
    ours: milliseconds(turns.of('ours')),
    yardstick: `${milliseconds(turns.of('bare'))}, the bare SUM`,
    ratio: times(ratio),
    aim: `≤ ${times(MAX_RATIO)}`,
    verdict: verdict(ratio <= MAX_RATIO),
    ...turns.measured('ours', 'bare'),
  };
}

function alone(turns: TurnResults<'ours'>): Omit<Row, 'what'> {
  return { ...limited(turns.of('ours'), MAX_WARM_MS), ...turns.measured('ours') };
}

function limitRow(whatIs: string, ms: number, max: number | undefined): Row {
  return { what: whatIs, ...limited(ms, max) };
}

function limited(ms: number, max: number | undefined): Omit<Row, 'what'> {
  return {
    ours: milliseconds(ms),
    yardstick: NOTHING,
    ratio: NOTHING,
    aim: max === undefined ? NOTHING : `≤ ${grouped(max)} ms`,
    verdict: max === undefined ? NOTHING : verdict(ms <= max),
  };
}

function milliseconds(ms: number): string {
  return `${ms < 100 ? ms.toFixed(1) : grouped(ms)} ms`;
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** @throws Error if the answer is not the expected one */
function answered(client: Client, ask: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    client.onText = (payload) => {
      if (!payload.includes('"type":"response"')) return;
      const text = payload.toString('utf8');
      if (/You spent \$[\d,.]+ at Starbucks/.test(text)) resolve();
      else reject(new Error(`not the answer: ${text.slice(0, 300)}`));
    };
    client.send(ask);
  });
}
