import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import type { Account } from '../../../listener/account/account.ts';
import { openEmbeddedAccount } from '../../../listener/account/embedded/open.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { dictionariesCheck } from './dictionaries.ts';

function diagnosisOf(account: Account | undefined): Diagnosis {
  return { account: { ready: async () => account } } as unknown as Diagnosis;
}

async function exampleAccount(): Promise<Account> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-dictionaries-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return openEmbeddedAccount({ folder: path.join(folder, 'HAL'), name: 'HAL', clock: new FakeClock() });
}

it('adds what is missing, and leaves what differs', async () => {
  const account = await exampleAccount();
  await account.delete('DICT DOCTOR', 'PHONE');
  await account.write('DICT DOCTOR', 'LAST_NAME', 'D\u00fe99\u00fe\u00feLast name\u00fe20L\u00feS');
  const [missing, differs] = await dictionariesCheck.run(diagnosisOf(account));
  expect(missing?.text).toMatch(/^DOCTOR PHONE is not in the dictionary/);
  expect(differs).toMatchObject({
    text: expect.stringMatching(/^DOCTOR LAST_NAME is field 99 here/),
    fix: undefined,
  });
  expect(missing?.fix?.question).toBe('Add the missing dictionary items (1) to HAL, and change no other?');
  expect(await missing?.fix?.apply()).toBe('Dictionary items added: 1.');
  expect(await account.read('DICT DOCTOR', 'PHONE')).toMatch(/^D\u00fe14\u00fe/);
  expect(await account.read('DICT DOCTOR', 'LAST_NAME')).toContain('99');
  expect(await dictionariesCheck.run(diagnosisOf(account))).toEqual([differs]);
});

it('offers no repair that the driver cannot make, and says when it could not look', async () => {
  const account = await exampleAccount();
  await account.delete('DICT DOCTOR', 'PHONE');
  const readOnly = new Proxy(account, {
    get: (target, name) => {
      if (name === 'driver') return 'command';
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const [missing] = await dictionariesCheck.run(diagnosisOf(readOnly));
  expect(missing).toMatchObject({ severity: 'warning', fix: undefined });
  expect(await dictionariesCheck.run(diagnosisOf(undefined))).toMatchObject([{ severity: 'unknown' }]);
});
