import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { EmbeddedAccount } from '../account/embedded/embedded-account.ts';
import { loadFiles } from '../account/embedded/load.ts';
import { openEmbeddedAccount } from '../account/embedded/open.ts';
import { Rows } from '../account/rows.ts';
import { MARK } from '../account/text.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './subject-table.ts';
import { readFixture } from './testing/corpus.ts';

/** Records as people and old programs write them. Monday, 23 November 2026, ten in the morning. */
const NOW = new Date(2026, 10, 23, 10, 0, 0).getTime();
const clock = new FakeClock(NOW);
const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
const folder = mkdtempSync(join(tmpdir(), 'hal-odd-'));
let account: EmbeddedAccount;
let answerer: TableAnswerer;

const record = (...fields: readonly string[]) => fields.join(MARK.field);
const ask = async (text: string) =>
  (
    await answerer.answer(
      { text, intent: undefined },
      { signal: new AbortController().signal, owner: 't', session: 't' },
    )
  ).text;

beforeAll(async () => {
  account = await openEmbeddedAccount({
    folder: join(folder, 'HAL'),
    name: 'HAL',
    clock,
    example: false,
  });
  const fixture = readFixture('account') as { files: Record<string, { dict: Record<string, unknown> }> };
  const dictionaries = Object.fromEntries(
    Object.entries(fixture.files).map(([file, { dict }]) => [file, { dict }]),
  );
  // Amounts without a conversion: as each program wrote them.
  const amount = { field: 4, heading: 'Amount', format: '10R' };
  const files = {
    ...dictionaries,
    TRANSACTION: { dict: { ...dictionaries.TRANSACTION?.dict, AMOUNT: amount } },
  };
  await loadFiles(account, { files }, { today: 21_512 });
  const bakery = 'B\u00e4ckerei Kn\u00f6del';
  const amounts = ['-1.10', '2.20-', '(3.30)', '4.40CR', '\u00e2\u0082\u00ac -5.50', '-6,60'];
  for (const [index, text] of amounts.entries()) {
    await account.write('TRANSACTION', `A${index}`, record('21500', 'ODD', 'Odd Shop', text, 'MISC'));
  }
  await account.write('TRANSACTION', 'L1', record('21501', 'BK', bakery, '-9.80', 'FOOD'));
  await account.write('TRANSACTION', 'U1', record('21502', 'BK', 'Caf\u00c3\u00a9 Sol', '-3.00', 'FOOD'));
  await account.write('TRANSACTION', 'N1', record('21503', 'ODD SHOP 77', '', '-1.00', 'MISC'));
  await account.write('TRANSACTION', 'N2', record('21503', 'ODD SHOP HOTEL', 'Hotel Odd', '-90.00', 'MISC'));
  await account.write('TRANSACTION', 'B1', record('21503', 'X', 'Broken Till', 'about five', 'MISC'));
  await account.write('TRANSACTION', 'B2', record('21503', 'X', 'Broken Till', '-7.00', 'MISC'));
  await account.write('TRANSACTION', 'D1', record('11/05/2026', 'X', 'Text Day', '-8.00', 'MISC'));
  await account.write('TRANSACTION', 'D2', record('some day', 'X', 'Text Day', '-1.00', 'MISC'));
  await account.write(
    'TRANSACTION',
    'C1',
    record('\u00ef\u00bb\u00bf21504\r', 'X\r', 'Windows Shop\r', '-2.50\r', 'MISC\r'),
  );
  const med = (name: string, dose: string, status: string, active: string) =>
    record(
      'P1',
      name,
      '',
      '',
      dose,
      'mg',
      'daily',
      '',
      '',
      '',
      status,
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      active,
    );
  await account.write(
    'MEDICATION',
    'M1',
    med(`Aspirin${MARK.value}Bayer Aspirin`, `100${MARK.value}200`, 'active', 'Y'),
  );
  await account.write('MEDICATION', 'M2', med('Zocor\r', '20\r', 'Active\r', 'y\r'));
  await account.write('MEDICATION', 'M3', med('Titrol', '5', 'titrating', 'Y'));
  await account.write('MEDICATION', 'M4', med('Oldol', '5', '', 'N'));
  const visit = (day: string, time: string, reason: string) =>
    record('P1', '', '', day, time, '', '', reason, 'scheduled');
  await account.write('APPOINTMENT', 'V1', visit('21520', '90000', 'Late clock'));
  await account.write('APPOINTMENT', 'V2', visit('21521', '-5', 'Early clock'));
  await account.write('APPOINTMENT', 'V3', visit('21522', '9:30 AM', 'Text clock'));
  answerer = new TableAnswerer({
    rows: new Rows(account, {}, clock),
    table: () => table,
    log,
    timeoutMs: 5_000,
    clock,
  });
});
const table = readTable(JSON.stringify(builtIn));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('records as people write them', () => {
  it.each([
    ['What did I spend at Odd Shop?', /^You spent \$24\.10 at Odd Shop, in 7 transactions\.$/],
    ['What did I spend at B\u00e4ckerei Kn\u00f6del?', /^You spent \$9\.80 at B\u00e4ckerei Kn\u00f6del/],
    ['what did i spend at backerei knodel', /\$9\.80/],
    ['What did I spend at Caf\u00e9 Sol?', /\$3\.00 at Caf\u00e9 Sol/],
    ['What did I spend at Broken Till?', /\$7\.00 .*could not read one amount: \u201cabout five\u201d/],
    [
      'What did I spend at Text Day in November?',
      /\$8\.00 at Text Day in November 2026.*one transaction has no readable date/,
    ],
    ['What did I spend at Windows Shop in November?', /^You spent \$2\.50 at Windows Shop in November 2026/],
    ['What medications am I taking?', /Aspirin 100 mg daily and Bayer Aspirin 200 mg daily/],
    ['Am I taking Zocor?', /^Yes\. Zocor 20 mg daily\.$/],
    ['Am I taking Titrol?', /^Yes\. Titrol 5 mg/],
    ['Am I taking Oldol?', /^No\. Oldol is no longer active\.$/],
    [
      'When is my late clock appointment?',
      /^Your next appointment for Late clock is on Tuesday, December 1, 2026, Late clock\.$/,
    ],
    ['What time is my early clock appointment?', /no time on record/],
    ['What time is my text clock appointment?', /9:30 AM/],
  ])('%s', async (question, said) => {
    const text = await ask(question);
    expect(text).toMatch(said);
    expect(text).not.toMatch(/active: |90000|\r|undefined/);
  });
});
