import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Account } from '../account/account.ts';
import { openEmbeddedAccount } from '../account/embedded/open.ts';
import { Encoding, type EncodingSetting } from '../account/encoding.ts';
import { AccountError } from '../account/errors.ts';
import { Rows } from '../account/rows.ts';
import { fromQmText, toQmText } from '../account/text.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './table/subject-table.ts';
import {
  LATIN1_QUESTIONS,
  LATIN1_RECORDS,
  ODD_NOW,
  ODD_QUESTIONS,
  type OddRecords,
  writeOddRecords,
} from './testing/odd-records.ts';

const clock = new FakeClock(ODD_NOW);
const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
const table = readTable(JSON.stringify(builtIn));
const folder = mkdtempSync(join(tmpdir(), 'hal-odd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Execute = Account['execute'];

/** What asks an embedded account of these records. */
async function asking(name: string, records?: OddRecords) {
  const account = await openEmbeddedAccount({ folder: join(folder, name), name, clock, example: false });
  await writeOddRecords(account, undefined, records);
  return (setting?: EncodingSetting, execute: Execute = account.execute.bind(account)) => {
    const answerer = new TableAnswerer({
      rows: new Rows({ driver: account.driver, execute }, {}, clock, new Encoding(setting)),
      table: () => table,
      log,
      timeoutMs: 5_000,
      clock,
    });
    const context = { signal: new AbortController().signal, owner: 't', session: 't' };
    return async (text: string) => (await answerer.answer({ text, intent: undefined }, context)).text;
  };
}

describe('records as people write them', () => {
  let ask: (text: string) => Promise<string>;
  beforeAll(async () => {
    ask = (await asking('HAL'))();
  });

  it.each(ODD_QUESTIONS)('%s', async (question, said) => {
    const text = await ask(question);
    expect(text).toMatch(said);
    expect(text).not.toMatch(/active: |90000|\r|undefined/);
  });
});

it('files that editors saved are read, with a byte order mark, line ends of Windows, and in Latin-1', async () => {
  const ask = await asking('EDITED', { TRANSACTION: {} });
  const file = (id: string) => join(folder, 'EDITED', 'TRANSACTION', id);
  const lines = (amount: string) => ['21504', 'BM', 'B\u00e4dermann Markt', amount, 'FOOD', ''].join('\r\n');
  writeFileSync(file('E1'), `\ufeff${lines('-2.50')}`, 'utf8');
  writeFileSync(file('E2'), lines('-4.25'), 'latin1');
  // The folder is looked at again a quarter of a second later.
  clock.advance(1_000);
  expect(await ask()('What did I spend at B\u00e4dermann Markt in November?')).toMatch(
    /^You spent \$6\.75 at B\u00e4dermann Markt in November 2026, in 2 transactions/,
  );
});

describe('an account in Latin-1', () => {
  let open: Awaited<ReturnType<typeof asking>>;
  beforeAll(async () => {
    open = await asking('LATIN', LATIN1_RECORDS);
  });

  describe.each<EncodingSetting>(['latin-1', 'auto'])('%s', (setting) => {
    it.each(LATIN1_QUESTIONS)('%s', async (question, said) => {
      expect(await open(setting)(question)).toMatch(said);
    });
  });

  it('is searched here where its bytes cannot be carried to QM', async () => {
    const account = await openEmbeddedAccount({ folder: join(folder, 'LATIN'), name: 'LATIN', clock });
    const refused: string[] = [];
    const execute: Execute = async (statement, options) => {
      if (toQmText(fromQmText(statement)) === statement) return account.execute(statement, options);
      refused.push(statement);
      throw new AccountError('BAD_VALUE', 'a command line cannot carry bytes that are no UTF-8');
    };
    const [question, said] = LATIN1_QUESTIONS[1]!;
    expect(await open('auto', execute)(question)).toMatch(said);
    expect(refused).toEqual([expect.stringContaining('M\u00fcller Markt')]);
    await account.close();
  });

  it('is not read where the setting says that it is in UTF-8', async () => {
    expect(await open('utf-8')('What did I spend at M\u00fcller Markt?')).not.toContain('$12');
  });
});
