import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../lib/testing/free-port.ts';
import { startBareServer } from './bare-server.ts';
import { Client, clientFrame, TEXT } from './client.ts';

const ASK = clientFrame(TEXT, 'anybody?');

/** The yardstick for a restart: the least that brings a killed server back, which is to start it again. */
export async function timeToRestart(): Promise<number> {
  const port = await freePort();
  const killed = await startBareServer({ port });
  await firstEcho(port);
  const from = performance.now();
  process.kill(killed.pid, 'SIGKILL');
  await killed.ended;
  const [next] = await Promise.all([startBareServer({ port }), firstEcho(port)]);
  const ms = performance.now() - from;
  await next.stop();
  return ms;
}

async function firstEcho(port: number): Promise<void> {
  for (;;) {
    const client = await Client.connect(port).catch(() => undefined);
    if (client === undefined) {
      await sleep(5);
      continue;
    }
    const echoed = new Promise<boolean>((resolve) => {
      client.onText = () => resolve(true);
      client.onLost = () => resolve(false);
    });
    client.send(ASK);
    const answered = await echoed;
    client.close();
    if (answered) return;
  }
}
