import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDictionaryItems, checkDictionaries } from './dictionary-check.ts';
import type { EmbeddedAccount } from './embedded/embedded-account.ts';
import { openEmbeddedAccount } from './embedded/open.ts';
import { HAL_SCHEMA } from './hal-schema.ts';
import { record } from './testing/stage.ts';

let folder: string;
let account: EmbeddedAccount;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hal-check-'));
});
afterEach(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(example: boolean): Promise<EmbeddedAccount> {
  account = await openEmbeddedAccount({
    folder: join(folder, 'HAL'),
    name: 'HAL',
    example,
  });
  return account;
}

describe('checkDictionaries', () => {
  it('finds the example good', async () => {
    const { findings, missing } = await checkDictionaries(await open(true));
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(missing).toEqual([]);
  });

  it('lists missing files, missing fields and differences, each with its severity', async () => {
    const hal = await open(false);
    await hal.createFile('DOCTOR');
    await hal.createFile('TRANSACTION');
    const items = {
      TRANS_DATE: record('D', '3', 'MTS', 'Date', '10R', 'S'),
      AMOUNT: record('D', '4', 'MD2', 'Amount', '10R', 'S'),
      TAG_KEYS: record('D', '13', '', 'Tags', '10R', 'S'),
    };
    for (const [name, item] of Object.entries(items)) await hal.write('DICT TRANSACTION', name, item);
    const { findings, missing } = await checkDictionaries(hal);
    const lines = findings.map(
      ({ severity, kind, file, field }) => `${severity} ${kind}: ${file} ${field ?? ''}`,
    );
    expect(lines).toContain('error file missing: MEDICATION ');
    expect(lines).toContain('error field missing: DOCTOR PHONE');
    expect(lines.filter((line) => /TRANSACTION (TRANS_DATE|AMOUNT|TAG_KEYS)/.test(line))).toEqual([
      'warning number: TRANSACTION TRANS_DATE',
      'warning conversion: TRANSACTION TRANS_DATE',
      'note amounts: TRANSACTION AMOUNT',
      'note multivalues: TRANSACTION TAG_KEYS',
    ]);
    expect(missing).toHaveLength(HAL_SCHEMA.DOCTOR.length + HAL_SCHEMA.TRANSACTION.length - 3);
  });
});

describe('addDictionaryItems', () => {
  it('adds missing items, and changes no existing ones', async () => {
    const hal = await open(false);
    await hal.createFile('APPOINTMENT');
    const { missing } = await checkDictionaries(hal);
    const mine = record('D', '9', '', 'Mine', '3L', 'S');
    await hal.write('DICT APPOINTMENT', 'STATUS', mine);
    const added = await addDictionaryItems(hal, missing);
    expect(added).toHaveLength(HAL_SCHEMA.APPOINTMENT.length - 1);
    expect(await hal.read('DICT APPOINTMENT', 'STATUS')).toBe(mine);
    expect(await hal.read('DICT APPOINTMENT', 'APPOINTMENT_DATE')).toBe(
      record('D', '4', 'D4-YMD', 'Appointment date', '10R', 'S'),
    );
    const after = await checkDictionaries(hal);
    expect(after.missing).toEqual([]);
    expect(after.findings.filter(({ file }) => file === 'APPOINTMENT')).toEqual([]);
  });
});
