import { Client, clientFrame, TEXT } from '../client.ts';
import { loadTransactions } from '../embedded-transactions.ts';
import { type BenchContext, grouped, type Row } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';
import { median } from '../spread.ts';
import { spendingQuestion, transaction } from '../transactions.ts';
import type { SizedFigure } from './exponent.ts';
import { growthRow } from './growth-row.ts';

/** Only so many transactions can be the answer, however many there are. */
const ANSWERING = 1_000;
/** The payee that is asked for, and the one that stands for it in all further transactions. */
const ASKED = 'Starbucks';
const OTHER = 'Costco';

/** A question that answers about the same number of records, in files of the embedded account of any size. */
export async function recordGrowth({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const now = Date.now();
  const { text } = spendingQuestion(now);
  const ask = clientFrame(TEXT, JSON.stringify({ type: 'text_input', text }));
  const figures: SizedFigure[] = [];
  for (const size of quick ? [1_000, 3_000, 10_000] : [1_000, 10_000, 100_000]) {
    note(`${grouped(size)} records in the embedded account`);
    const home = temporaryHome();
    await loadTransactions(home, size, (number) => fixedTransaction(number, now));
    const listener = await startListener({ home, env: { QM_DRIVER: 'embedded' } });
    const client = await Client.connect(listener.port);
    for (let warm = 0; warm < 20; warm += 1) await answered(client, ask);
    const times: number[] = [];
    for (let asked = 0; asked < (quick ? 50 : 200); asked += 1) times.push(await answered(client, ask));
    client.close();
    await listener.stop();
    figures.push({ size, figure: median(times) });
  }
  return [
    growthRow({
      what: 'a warm question about a fixed number of records, p50',
      of: 'records in the embedded account',
      unit: 'ms',
      kind: 'linear',
      figures,
    }),
  ];
}

function fixedTransaction(number: number, now: number): readonly string[] {
  const fields = transaction(number, now);
  return number <= ANSWERING ? fields : fields.map((field) => (field === ASKED ? OTHER : field));
}

function answered(client: Client, ask: Buffer): Promise<number> {
  const from = performance.now();
  return new Promise((resolve) => {
    client.onText = (payload) => {
      if (payload.includes('"type":"response"')) resolve(performance.now() - from);
    };
    client.send(ask);
  });
}
