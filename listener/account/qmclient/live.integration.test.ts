import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { livePooledQms } from '../testing/live-qm.ts';
import type { PooledAccount } from './pooled-account.ts';
import type { QmAccountOptions } from './qmclient-account.ts';

const FILE = 'HAL.LISTENER.TEST';
const accountError = (code: string, message: unknown = expect.any(String)) =>
  expect.objectContaining({ code, message });

for (const { driver, missing, account } of livePooledQms()) {
  describe.skipIf(missing !== '')(`a real QM over ${driver}${missing && ` (skipped: ${missing})`}`, () => {
    const opened: PooledAccount[] = [];
    const open = (options?: Partial<QmAccountOptions>) => {
      const hal = account(options);
      opened.push(hal);
      return hal;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((hal) => hal.close()));
    });
    afterAll(async () => {
      const hal = account();
      await hal.execute(`DELETE.FILE ${FILE}`).catch(() => {});
      await hal.close();
    });

    it('stores records byte for byte in a file of its own', async () => {
      const hal = open();
      await hal.execute(`CREATE.FILE ${FILE}`);
      const everyByte = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
        .join('')
        .repeat(200);
      await hal.write(FILE, 'bytes', everyByte);
      await hal.write(FILE, 'I'.repeat(63), 'longest id');
      expect(await hal.read(FILE, 'bytes')).toBe(everyByte);
      expect([...(await hal.select(FILE))].sort()).toEqual(['I'.repeat(63), 'bytes']);
      await hal.delete(FILE, 'bytes');
      await hal.delete(FILE, 'bytes');
      expect(await hal.read(FILE, 'bytes')).toBeUndefined();
      expect((await hal.execute(`COUNT ${FILE}`)).status).toBe(1);
    });

    it('shows its sessions in LISTU and its lock in LIST.READU', async () => {
      const hal = open();
      await hal.execute('WHO');
      const userNo = hal.sessions()[0]?.userNo;
      expect(await hal.users()).toContainEqual(expect.objectContaining({ userNo, self: true }));
      const lock = { userNo, type: 'RU', id: 'WEBSOCKET.LISTENER', file: expect.stringMatching(/\$HOLD$/i) };
      expect(await hal.locks()).toContainEqual(lock);
      const second = open();
      expect((await second.execute('WHO')).status).toBe(0);
      await hal.close();
      expect(await second.locks()).not.toContainEqual(lock);
    });

    it('maps QM’s errors to codes and continues with the same session', async () => {
      const hal = open({ sessions: 1 });
      const { output } = await hal.execute('WHO');
      await expect(hal.read('NO.SUCH.FILE', 'x')).rejects.toEqual(accountError('FILE_NOT_FOUND'));
      await expect(hal.call('NO.SUCH.SUB', [])).rejects.toEqual(accountError('NOT_SUPPORTED'));
      expect(await hal.execute('NO.SUCH.VERB')).toEqual({
        output: 'NO.SUCH.VERB is not in your VOC',
        status: -1,
      });
      expect((await hal.execute('WHO')).output).toBe(output);
    });

    it('clears select lists before the next query', async () => {
      const hal = open({ sessions: 1 });
      const all = (await hal.execute('COUNT VOC')).status;
      expect((await hal.execute('SELECT VOC "WHO"')).status).toBe(1);
      expect((await hal.execute('COUNT VOC')).status).toBe(all);
    });

    it('outlives the death of a session', async () => {
      const [hal, other] = [open({ sessions: 1 }), open({ sessions: 1 })];
      await hal.execute('WHO');
      await other.execute(`LOGOUT ${hal.sessions()[0]?.userNo}`);
      expect((await hal.execute('WHO')).output).toMatch(/ HAL/);
    });

    it('stops a statement that runs too long, and its user is gone from QM', async () => {
      const hal = open();
      await hal.execute('WHO');
      const before = hal.sessions()[0]?.userNo;
      await expect(hal.execute('SLEEP 60', { timeoutMs: 300 })).rejects.toEqual(accountError('TIMEOUT'));
      await expect
        .poll(async () => (await hal.users()).map(({ userNo }) => userNo), { timeout: 10_000 })
        .not.toContain(before);
      // QM forgets the user a moment before its process ends, and until then the session is leaving.
      await expect
        .poll(() => hal.sessions().map(({ state }) => state), { timeout: 10_000 })
        .toEqual(['idle']);
    });
  });
}
