import { resolve } from 'node:path';
import { clientFrame, TEXT } from '../client.ts';
import { LoadGenerator } from '../load-generator.ts';
import { CpuUsage } from '../process-usage.ts';
import { directAccount, listenerEnv, NO_QM, qmServer, SESSIONS } from '../qm-server.ts';
import { fillTransactions, writeTableOf } from '../qm-transactions.ts';
import { type BenchContext, grouped, percent, type Row, skipped, verdict } from '../row.ts';
import { startListener, startServer, temporaryHome } from '../server-process.ts';
import { measureInTurns } from '../side-by-side.ts';

const CLIENTS = 50;
/** So few that QM counts them in some 200 µs: then the listener's own share of the work is the largest. */
const RECORDS = 20;
const FILE = 'HLB.COUNTED';
const WHAT = `counts of ${RECORDS} records in QM, ${CLIENTS} clients, ${SESSIONS} sessions`;
const MIN_RATIO = 0.85;
const AIM = `≥ ${percent(MIN_RATIO)}`;
const WARM_UP_MS = 5_000;
const QUESTION = {
  ask: clientFrame(TEXT, JSON.stringify({ type: 'text_input', text: 'How many transactions are there?' })),
  answers: 3,
};
const RELAYED = { ask: clientFrame(TEXT, 'ask'), answers: 1 };

/** Throughput where QM has little to do, beside a bare relay of the same statement. */
export async function qmCount({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const server = qmServer();
  if (server === undefined) return [skipped(WHAT, AIM, NO_QM)];
  const home = temporaryHome();
  const account = directAccount(server, 1);
  try {
    await fillTransactions(account, FILE, RECORDS);
    writeTableOf(FILE, home);
    const listener = await startListener({ home, env: listenerEnv(server) });
    const relay = await startServer({
      command: process.execPath,
      args: [resolve(import.meta.dirname, 'qm-relay.js'), `COUNT ${FILE}`],
      ready: 'ws://',
    });
    const ours = await LoadGenerator.connect(listener.port, CLIENTS, 1);
    const theirs = await LoadGenerator.connect(relay.port, CLIENTS, 0);
    note(WHAT);
    const usage = { ours: new CpuUsage(listener.pid), relay: new CpuUsage(relay.pid) };
    const ms = 500;
    if (!quick) {
      await ours.saturate(QUESTION, WARM_UP_MS);
      await theirs.saturate(RELAYED, WARM_UP_MS);
    }
    const turns = await measureInTurns(quick ? 6 : 20, {
      ours: () => usage.ours.during(() => ours.saturate(QUESTION, ms)),
      relay: () => usage.relay.during(() => theirs.saturate(RELAYED, ms)),
    });
    note(`listener ${usage.ours.describe}; relay ${usage.relay.describe}`);
    ours.close();
    theirs.close();
    await Promise.all([listener.stop(), relay.stop()]);
    const ratio = turns.ratio('ours', 'relay');
    return [
      {
        what: WHAT,
        ours: `${grouped(turns.of('ours'))} /s`,
        yardstick: `${grouped(turns.of('relay'))} /s, a bare WebSocket relay of \`COUNT\``,
        ratio: percent(ratio),
        aim: AIM,
        verdict: verdict(ratio >= MIN_RATIO),
        ...turns.measured('ours', 'relay'),
      },
    ];
  } finally {
    await account.execute(`DELETE.FILE ${FILE}`);
    await account.close();
  }
}
