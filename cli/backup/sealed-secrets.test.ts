import { expect, it } from 'vitest';
import { BackupError } from './backup-error.ts';
import { seal, unseal } from './sealed-secrets.ts';

/** The real cost is half a second each time. */
const COST = { log2N: 4, r: 8, p: 1 };
const PASSPHRASE = 'correct horse battery';

it('gives the text back to whoever has the passphrase, and to nobody else', async () => {
  const sealed = await seal('{"token":"äöü"}', PASSPHRASE, COST);
  expect(await unseal(sealed, PASSPHRASE)).toBe('{"token":"äöü"}');
  for (const wrong of ['', 'correct horse batterx', `${PASSPHRASE} `])
    await expect(unseal(sealed, wrong)).rejects.toThrow(/passphrase is wrong/);
  expect(sealed.includes('token')).toBe(false);
});

it('is another each time', async () => {
  const [one, other] = [await seal('x', PASSPHRASE, COST), await seal('x', PASSPHRASE, COST)];
  expect(one.equals(other)).toBe(false);
});

it('refuses any byte that was changed, and a text that was cut', async () => {
  const sealed = await seal('a secret', PASSPHRASE, COST);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    // The cost would only become larger, up to 512 MiB.
    changed[at] = at === 8 ? 5 : at === 9 ? 7 : at === 10 ? 2 : (changed[at] ?? 0) ^ 1;
    await expect(unseal(changed, PASSPHRASE), `byte ${at}`).rejects.toThrow(BackupError);
  }
  for (const length of [0, 8, 39, 54, sealed.length - 1])
    await expect(unseal(sealed.subarray(0, length), PASSPHRASE)).rejects.toThrow(BackupError);
});

it('refuses a cost that takes all memory or time, before it begins', async () => {
  const sealed = await seal('x', PASSPHRASE, COST);
  for (const [at, value] of [
    [8, 0],
    [8, 20],
    [8, 63],
    [9, 0],
    [9, 255],
    [10, 0],
    [10, 200],
  ] as const) {
    const changed = Buffer.from(sealed);
    changed[at] = value;
    await expect(unseal(changed, PASSPHRASE)).rejects.toThrow(/does not know/);
  }
});

it('takes the same letters for the same passphrase, and no short one', async () => {
  const sealed = await seal('x', 'Schlüssel zum Haus', COST);
  expect(await unseal(sealed, 'Schlu\u0308ssel zum Haus')).toBe('x');
  await expect(seal('x', '1234567', COST)).rejects.toThrow(/at least 8/);
});

it('is sealed at the cost that the documents say', async () => {
  const sealed = await seal('x', PASSPHRASE);
  expect([...sealed.subarray(0, 11)]).toEqual([...Buffer.from('HALSEAL1'), 17, 8, 1]);
  expect(await unseal(sealed, PASSPHRASE)).toBe('x');
});
