import { freePort } from '../lib/testing/free-port.ts';
import { startBareServer } from './bare-server.ts';
import { clientFrame, TEXT } from './client.ts';
import { untilAnswered } from './until-answered.ts';

const ASK = clientFrame(TEXT, 'anybody?');

/** The yardstick for a restart: the least that brings a killed server back, which is to start it again. */
export async function timeToRestart(): Promise<number> {
  const port = await freePort();
  const killed = await startBareServer({ port });
  await untilAnswered(port, ASK);
  const from = performance.now();
  process.kill(killed.pid, 'SIGKILL');
  await killed.ended;
  const [next] = await Promise.all([startBareServer({ port }), untilAnswered(port, ASK)]);
  const ms = performance.now() - from;
  await next.stop();
  return ms;
}
