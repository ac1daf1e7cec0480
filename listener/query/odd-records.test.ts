import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { openEmbeddedAccount } from '../account/embedded/open.ts';
import { Encoding, type EncodingSetting } from '../account/encoding.ts';
import { Rows } from '../account/rows.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './subject-table.ts';
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

/** What asks an embedded account of these records. */
async function asking(name: string, records?: OddRecords) {
  const account = await openEmbeddedAccount({ folder: join(folder, name), name, clock, example: false });
  await writeOddRecords(account, undefined, records);
  return (setting?: EncodingSetting) => {
    const answerer = new TableAnswerer({
      rows: new Rows(account, {}, clock, new Encoding(setting)),
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

  it('is not read where the setting says that it is in UTF-8', async () => {
    expect(await open('utf-8')('What did I spend at M\u00fcller Markt?')).not.toContain('$12');
  });
});
