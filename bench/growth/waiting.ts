import { join } from 'node:path';
import { openEmbeddedAccount } from '../../listener/account/embedded/open.ts';
import { QmServer } from '../../listener/account/qmclient/testing/qm-server.ts';
import { LoadGenerator, QUESTION, recordedFrames } from '../load-generator.ts';
import { CpuUsage, hasProcFiles } from '../process-usage.ts';
import { type BenchContext, type Row, skipped } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';
import type { SizedFigure } from './exponent.ts';
import { growthRow } from './growth-row.ts';

const WHAT = 'CPU of the listener a question, with one QM session';

/** What a question costs while others wait for the only session, which a stand-in for QM in this process serves. */
export async function waitingGrowth({ quick, note }: BenchContext): Promise<readonly Row[]> {
  if (!hasProcFiles()) return [skipped(WHAT, 'exponent ≤ 0.15', 'this system has no /proc')];
  const account = await openEmbeddedAccount({ folder: join(temporaryHome(), 'account'), name: 'HAL' });
  const qm = await QmServer.start();
  qm.onStatement = async (statement) => account.execute(statement);
  const figures: SizedFigure[] = [];
  for (const size of [1, 20, 200]) {
    note(`${size} waiting questions`);
    figures.push({ size, figure: await microsecondsEach(qm, size, quick) });
  }
  await qm.stop();
  await account.close();
  return [growthRow({ what: WHAT, of: 'questions waiting', unit: 'µs', kind: 'constant', figures })];
}

/** One client is answered while `waiting` others wait. @throws Error if the stand-in gives no answers */
async function microsecondsEach(qm: QmServer, waiting: number, quick: boolean): Promise<number> {
  const listener = await startListener({
    maxConnections: waiting + 10,
    env: {
      QM_DRIVER: 'qmclient',
      QM_HOST: '127.0.0.1',
      QM_PORT: String(qm.port),
      QM_USERNAME: qm.qm.username,
      QM_PASSWORD: qm.qm.password,
      QM_SESSIONS: '1',
      HAL_QUERY: 'off',
    },
  });
  const frames = await recordedFrames(listener.port);
  if (!frames.some((frame) => frame.includes('"status":"success"')))
    throw new Error(`the stand-in for QM gives no answers: ${frames.join('\n')}`);
  const load = await LoadGenerator.connect(listener.port, waiting + 1, 1);
  await load.saturate(QUESTION, quick ? 1_000 : 5_000);
  const usage = new CpuUsage(listener.pid);
  for (let turn = 0; turn < (quick ? 3 : 9); turn += 1) {
    await usage.during(() => load.saturate(QUESTION, quick ? 500 : 1_500));
  }
  load.close();
  await listener.stop();
  return usage.microsecondsEach;
}
