import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount, ReversedRows } from './testing/asked-account.ts';
import { readCorpus } from './testing/corpus.ts';
import { sampled } from './testing/sampled.ts';

/** QM lists records in the order of their hashes: no answer may depend on it. */

const questions = readCorpus().questions.filter(({ keptOut, account }) => !keptOut && account === 'main');

let ordered: CorpusAccount;
let reversed: CorpusAccount;
beforeAll(async () => {
  ordered = await openCorpusAccount('main');
  reversed = await openCorpusAccount('main', { rowsOf: ReversedRows });
}, 30_000);
afterAll(() => Promise.all([ordered.close(), reversed.close()]));

it('answers alike, in whatever order the account lists its records', { timeout: 200_000 }, async () => {
  const other: string[] = [];
  for (const { ask, after } of sampled(questions, 6)) {
    const [expected, found] = [await ordered.ask(ask, after), await reversed.ask(ask, after)];
    if (found.text !== expected.text) other.push(`${ask}\n${expected.text}\n${found.text}`);
  }
  expect(other).toEqual([]);
});
