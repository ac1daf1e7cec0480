import { describe, expect, it } from 'vitest';
import { HEALTH } from '../../contract/health.ts';
import { livePooledQms, liveQms } from '../account/testing/live-qm.ts';
import { HalClient } from './testing/hal-client.ts';
import { testListener } from './testing/test-listener.ts';

for (const { driver, missing, account } of liveQms()) {
  describe.skipIf(missing !== '')(`a listener over ${driver}${missing && ` (skipped: ${missing})`}`, () => {
    it('answers a client from a QM file', async () => {
      const hal = account({ sessions: 2 });
      const { url, http } = await testListener({}, { account: hal });
      const client = await HalClient.greeted(url);
      const { status: records } = await hal.execute('COUNT MEDICATION');
      const answer = await client.ask('How many medications do I have?');
      expect(answer).toMatchObject({ status: 'success', count: records });
      const health = HEALTH.parse(await (await fetch(`${http}/healthz`)).json());
      expect(health.account).toMatchObject({ driver, state: 'ready', seats: { limit: 2 } });
    });
  });
}

for (const { driver, missing, account } of livePooledQms()) {
  describe.skipIf(missing !== '')(`a listener over ${driver}${missing && ` (skipped: ${missing})`}`, () => {
    it('is seen in LISTU and LIST.READU while it is connected, and not afterwards', async () => {
      const hal = account();
      const { listener } = await testListener({}, { account: hal });
      await hal.execute('WHO');
      const userNo = hal.status().sessions?.[0]?.userNo;
      const looker = account();
      const lock = expect.objectContaining({ userNo, id: 'WEBSOCKET.LISTENER', type: 'RU' });
      expect(await looker.users()).toContainEqual(expect.objectContaining({ userNo }));
      expect(await looker.locks()).toContainEqual(lock);
      await listener.stop();
      expect(await looker.locks()).not.toContainEqual(lock);
      await looker.close();
    });
  });
}
