import { startRelay, throughputBesideRelay } from '../beside-relay.ts';
import { clientFrame, TEXT } from '../client.ts';
import { directAccount, listenerEnv, NO_QM, qmServer, SESSIONS } from '../qm-server.ts';
import { fillTransactions, writeTableOf } from '../qm-transactions.ts';
import { type BenchContext, percent, type Row, skipped } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';

const CLIENTS = 50;
/** So few that QM counts them in some 200 µs: then the listener's own share of the work is the largest. */
const RECORDS = 20;
const FILE = 'HLB.COUNTED';
const WHAT = `counts of ${RECORDS} records in QM, ${CLIENTS} clients, ${SESSIONS} sessions`;
const MIN_RATIO = 0.85;
const AIM = `≥ ${percent(MIN_RATIO)}`;
const QUESTION = {
  ask: clientFrame(TEXT, JSON.stringify({ type: 'text_input', text: 'How many transactions are there?' })),
  answers: 3,
};

/** Throughput where QM has little to do, beside a bare relay of the same statement. */
export async function qmCount(context: BenchContext): Promise<readonly Row[]> {
  const server = qmServer();
  if (server === undefined) return [skipped(WHAT, AIM, NO_QM)];
  const home = temporaryHome();
  const account = directAccount(server, 1);
  try {
    await fillTransactions(account, FILE, RECORDS);
    writeTableOf(FILE, home);
    const listener = await startListener({ home, env: listenerEnv(server) });
    const relay = await startRelay(`COUNT ${FILE}`);
    const row = await throughputBesideRelay(
      {
        what: WHAT,
        clients: CLIENTS,
        listener,
        relay,
        question: QUESTION,
        relayIs: 'a bare WebSocket relay of `COUNT`',
        min: MIN_RATIO,
      },
      context,
    );
    await Promise.all([listener.stop(), relay.stop()]);
    return [row];
  } finally {
    await account.execute(`DELETE.FILE ${FILE}`);
    await account.close();
  }
}
