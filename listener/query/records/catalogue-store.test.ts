import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import type { EmbeddedAccount } from '../../account/embedded/embedded-account.ts';
import { loadFiles } from '../../account/embedded/load.ts';
import { openEmbeddedAccount } from '../../account/embedded/open.ts';
import { AccountError } from '../../account/errors.ts';
import { Rows } from '../../account/rows.ts';
import { TableAnswerer } from '../answer.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';

/** What is asked of the account for a question, once the names in a large file are known. */

const folder = mkdtempSync(path.join(tmpdir(), 'hal-names-'));
const table = readTable(JSON.stringify(builtIn));
const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
let clock: FakeClock;
let account: EmbeddedAccount;
let answerer: TableAnswerer;
/** Statements about transactions since the last look. */
let statements: string[];
let failing: (statement: string) => boolean;

const dict = {
  TRANS_DATE: { field: 1, conversion: 'D4-YMD' },
  ORIGINAL_PAYEE: { field: 2 },
  STANDARDIZED_PAYEE: { field: 3 },
  AMOUNT: { field: 4, conversion: 'MD2', format: '10R' },
  CATEGORY_KEY: { field: 5 },
};
const spent = (payee: string, day: string, amount: string) => ({
  TRANS_DATE: day,
  STANDARDIZED_PAYEE: payee,
  AMOUNT: amount,
  CATEGORY_KEY: 'FOOD',
});

beforeEach(async () => {
  clock = new FakeClock(new Date(2026, 10, 23, 10).getTime());
  account = await openEmbeddedAccount({
    folder: path.join(folder, 'HAL'),
    name: 'HAL',
    clock,
    example: false,
  });
  const data = {
    T1: spent('Acme Market', '2026-10-05', '-5.00'),
    T2: spent('Acme Market', '2026-11-02', '-7.00'),
    T3: spent('007', '2026-11-02', '-1.00'),
    T4: spent('7', '2026-11-02', '-2.00'),
  };
  await loadFiles(account, { files: { TRANSACTION: { dict, data } } }, { today: 0, replace: true });
  statements = [];
  failing = () => false;
  const rows = new Rows(
    {
      driver: account.driver,
      execute: (statement, options) => {
        if (/^\w+ TRANSACTION/.test(statement)) statements.push(statement);
        if (failing(statement)) return Promise.reject(new AccountError('UNAVAILABLE', 'gone'));
        return account.execute(statement, options);
      },
      select: (file, options) => account.select(file, options),
    },
    {},
    clock,
  );
  answerer = new TableAnswerer({ rows, table: () => table, log, timeoutMs: 5_000, clock });
});
afterEach(async () => {
  await account.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(text: string): Promise<string> {
  const context = { signal: new AbortController().signal, owner: 'test', session: 'test' };
  return (await answerer.answer({ text, intent: undefined }, context)).text;
}

function asked(): readonly string[] {
  return statements.splice(0);
}

const isWhole = (statement: string) => statement.startsWith('LIST') && !/WITH|"/.test(statement);

it('asks one statement that selects, and does not read the names anew', async () => {
  expect(await ask('What did I spend at Acme Market in October?')).toContain('$5.00 at Acme Market');
  expect(asked().filter(isWhole)).toHaveLength(1);
  clock.advance(59_000);
  expect(await ask('What did I spend at Acme Market in November?')).toContain('$7.00 at Acme Market');
  const again = asked();
  expect(again).toHaveLength(1);
  expect(again[0]).toMatch(
    /WITH STANDARDIZED_PAYEE = "Acme Market" AND WITH TRANS_DATE >= "2026-11-01" AND WITH TRANS_DATE <= "2026-11-30" CSV$/,
  );
});

it('has what can be counted exactly counted, and nothing else', async () => {
  await ask('What did I spend at Acme Market in October?');
  asked();
  expect(await ask('How many transactions do I have at Acme Market in November?')).toBe(
    'There is one transaction at Acme Market in November 2026.',
  );
  expect(asked()).toEqual([
    'COUNT TRANSACTION WITH STANDARDIZED_PAYEE = "Acme Market" AND WITH TRANS_DATE >= "2026-11-01" AND WITH TRANS_DATE <= "2026-11-30"',
  ]);
  expect(await ask('How many transactions do I have?')).toBe('There are 4 transactions.');
  expect(asked()).toEqual(['COUNT TRANSACTION']);
  // QM takes 007 for 7.
  expect(await ask('How many transactions do I have at 007?')).toContain('one transaction at 007');
  expect(asked().map((statement) => statement.split(' ')[0])).toEqual(['LIST']);
});

it('reads only the records that came since where a name is not known yet', async () => {
  await ask('What did I spend at Acme Market in October?');
  await account.write('TRANSACTION', 'T9', ['21512', '', 'Brandnew Bistro', '-250', 'FOOD'].join('\u00fe'));
  asked();
  clock.advance(1_000);
  expect(await ask('What did I spend at Brandnew Bistro?')).toContain('$2.50 at Brandnew Bistro');
  const since = asked();
  expect(since.filter(isWhole)).toEqual([]);
  expect(since.some((statement) => /^LIST .*"T9" CSV$/.test(statement))).toBe(true);
  // A record that QM cannot compare ends the selection by date in QM, not the answers.
  await account.write('TRANSACTION', 'T10', ['5 Nov', '', 'Odd Day Shop', '-100', 'FOOD'].join('\u00fe'));
  clock.advance(1_000);
  expect(await ask('What did I spend at Odd Day Shop in November?')).toMatch(/no readable date/);
});

it('asks no more than how many there are where a name is not known and nothing came', async () => {
  await ask('What did I spend at Acme Market in October?');
  asked();
  clock.advance(1_000);
  expect(await ask('What did I spend at Nowhere Hall?')).toBe('I found no transactions at Nowhere Hall.');
  expect(asked()).toEqual(['COUNT TRANSACTION']);
});

it('keeps the names while they cannot be read again', async () => {
  await ask('What did I spend at Acme Market in October?');
  failing = (statement) => statement.startsWith('LIST TRANSACTION') && isWhole(statement);
  asked();
  clock.advance(61_000);
  expect(await ask('What did I spend at Acme Market in November?')).toContain('$7.00');
  await vi.waitFor(() => expect(statements.some(isWhole)).toBe(true));
  expect(await ask('What did I spend at Acme Market in October?')).toContain('$5.00');
});
