import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { Rows } from '../account/rows.ts';
import { livePooledQms, liveQms } from '../account/testing/live-qm.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './table/subject-table.ts';
import { loadTarget } from './testing/live-load.ts';
import {
  LATIN1_QUESTIONS,
  LATIN1_RECORDS,
  ODD_FILES,
  ODD_NOW,
  ODD_QUESTIONS,
  writeOddRecords,
} from './testing/odd-records.ts';
import { prefixedTable } from './testing/prefixed-table.ts';

const clock = new FakeClock(ODD_NOW);
const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
const writing = livePooledQms().find(({ missing }) => missing === '');

const ACCOUNTS = [
  { title: 'records as people write them', prefix: 'HLT.O.', records: undefined, questions: ODD_QUESTIONS },
  { title: 'an account in Latin-1', prefix: 'HLT.L.', records: LATIN1_RECORDS, questions: LATIN1_QUESTIONS },
];

/** The records of odd-records.test.ts in a real QM, by every driver: the same answers as of the embedded account. */
describe.skipIf(writing === undefined)('in a real QM', () => {
  describe.each(ACCOUNTS)('$title', ({ prefix, records, questions }) => {
    const table = readTable(JSON.stringify(prefixedTable(builtIn, prefix)));

    beforeAll(async () => {
      const account = writing!.account();
      await writeOddRecords(loadTarget(account), (file) => `${prefix}${file}`, records);
      await account.close();
    });
    afterAll(async () => {
      const account = writing!.account();
      for (const name of ODD_FILES) await account.execute(`DELETE.FILE ${prefix}${name}`);
      await account.close();
    });

    it.each(liveQms().filter(({ missing }) => missing === ''))('over $driver', async ({ account: open }) => {
      const account = open({ sessions: 1 });
      const answerer = new TableAnswerer({
        rows: new Rows(account, {}, clock),
        table: () => table,
        log,
        timeoutMs: 30_000,
        clock,
      });
      const context = { signal: new AbortController().signal, owner: 'odd', session: 'odd' };
      try {
        for (const [question, said] of questions) {
          const { text } = await answerer.answer({ text: question, intent: undefined }, context);
          expect(text, question).toMatch(said);
          expect(text, question).not.toMatch(/active: |90000|\r|undefined/);
        }
      } finally {
        await account.close();
      }
    });
  });
});
