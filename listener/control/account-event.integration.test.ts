import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PUSH_FRAME } from '../../contract/control.ts';
import { REGISTRATION } from '../../contract/registration.ts';
import type { AccountState } from '../../contract/status.ts';
import { QmServer } from '../account/qmclient/testing/qm-server.ts';
import { HalClient } from '../server/testing/hal-client.ts';
import { testListener } from '../server/testing/test-listener.ts';
import { readOrCreateKey } from './control-key.ts';
import { recordedLog } from './testing/controlled.ts';
import { RawPeer } from './testing/raw-peer.ts';

const QUESTION = 'How many medications do I have?';

/** A phantom on that QM, and a subscriber of its control channel. */
async function subscribed(qm: QmServer) {
  const { listener, home, url } = await testListener(
    {
      driver: 'qmclient',
      qmHost: '127.0.0.1',
      qmPort: qm.port,
      qmUsername: 'halqm',
      qmPassword: 'test-only-pw',
      // A question that runs on is not waited for at the end.
      drainMs: 100,
      timeoutMs: 3_000,
    },
    { identity: { origin: 'cli', qmPhantom: undefined, flags: {}, environment: [] } },
  );
  await expect.poll(() => listener.account.status().state).toBe('ready');
  const text = readFileSync(path.join(home, 'run', `${listener.userNo}.json`), 'utf8');
  const { endpoint } = REGISTRATION.parse(JSON.parse(text));
  const peer = new RawPeer(endpoint);
  onTestFinished(() => void peer.socket.destroy());
  await peer.prove(readOrCreateKey(home, recordedLog()));
  await peer.request('subscribe', { as: 'watcher' });
  /** The next event of the account that is not on the way to another. */
  const events = async (): Promise<AccountState> => {
    for (;;) {
      const frame = PUSH_FRAME.parse(await peer.next());
      if (frame.push !== 'event' || frame.event.event !== 'account') continue;
      if (frame.event.account.state !== 'connecting') return frame.event.account;
    }
  };
  return { url, events };
}

it('tells subscribers that QM went down, why, and that it is back', async () => {
  const qm = await QmServer.start();
  qm.qm.statements.set('COUNT MEDICATION', { output: '3 record(s) counted', status: 3 });
  const { url, events } = await subscribed(qm);
  // A session that ends before it answered anything is another story.
  await (await HalClient.greeted(url)).ask(QUESTION);
  const { port } = qm;
  await qm.stop();
  expect(await events()).toMatchObject({
    name: 'HAL',
    driver: 'qmclient',
    state: 'down',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
  const again = await QmServer.start(port);
  onTestFinished(() => again.stop());
  const back = await events();
  expect(back).toMatchObject({ state: 'ready', seats: { used: 1, limit: 2 } });
  expect(back).not.toHaveProperty('reason');
}, 15_000);

it('tells subscribers that QM has no more seats while it still answers', async () => {
  const qm = await QmServer.start();
  onTestFinished(() => qm.stop());
  const { url, events } = await subscribed(qm);
  qm.greeting = 'is full';
  qm.qm.statements.set('COUNT MEDICATION', 'runs on');
  for (const client of [await HalClient.greeted(url), await HalClient.greeted(url)]) {
    client.send({ type: 'text_input', text: QUESTION });
  }
  expect(await events()).toMatchObject({ state: 'ready', reason: expect.stringContaining('licence limit') });
}, 15_000);
