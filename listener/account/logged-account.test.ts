import { expect, it } from 'vitest';
import { recordedLog } from '../control/testing/controlled.ts';
import { LoggedAccount } from './logged-account.ts';
import { MiniatureAccount } from './qm/testing/miniature-account.ts';

function logged(debugging: boolean) {
  const log = { ...recordedLog(), debugging };
  return { log, account: new LoggedAccount(new MiniatureAccount(), log) };
}

it('logs every step at debug level, and no values', async () => {
  const { log, account } = logged(true);
  await account.execute('LIST MEDICATION WITH NAME = "Amoxil"');
  await account.write('VOC', 'SECRET', 'a secret');
  await account.read('VOC', 'SECRET');
  await account.select('VOC');
  await account.delete('VOC', 'SECRET');
  await expect(account.read('NOWHERE', 'x')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  await expect(account.call('HAL.QUERY', ['a secret'])).rejects.toThrow();
  expect(log.lines.map((line) => line.replace(/"ms":\d+/, '"ms":0'))).toEqual([
    'debug statement done {"of":"LIST MEDICATION WITH NAME = \\"***\\"","ms":0,"status":-1,"bytes":23}',
    'debug write done {"of":"VOC","ms":0}',
    'debug read done {"of":"VOC","ms":0}',
    'debug select done {"of":"VOC","ms":0}',
    'debug delete done {"of":"VOC","ms":0}',
    'debug read failed {"of":"NOWHERE","ms":0,"code":"FILE_NOT_FOUND"}',
    'debug call failed {"of":"HAL.QUERY","ms":0,"code":"NOT_SUPPORTED"}',
  ]);
});

it('logs nothing otherwise, and returns the account itself', async () => {
  const { log, account } = logged(false);
  expect((await account.execute('WHO')).status).toBe(-1);
  expect([account.driver, account.name, account.status().state]).toEqual(['pipe', 'HAL', 'ready']);
  expect(await account.users()).toEqual([]);
  expect(await account.locks()).toEqual([]);
  account.recycle();
  await account.close();
  expect(log.lines).toEqual([]);
});
