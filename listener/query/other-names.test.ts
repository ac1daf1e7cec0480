import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from './testing/asked-account.ts';
import { readCorpus } from './testing/corpus.ts';
import {
  documentWithOtherNames,
  hasMiswrittenName,
  hasOtherName,
  withOtherNames,
} from './testing/other-names.ts';
import { sampled } from './testing/sampled.ts';

/** Another household has other doctors, medicines and payees: no answer may depend on those of the corpus. */

describe.each(['main', 'family'] as const)('the %s account', (name) => {
  let corpus: CorpusAccount;
  let other: CorpusAccount;
  beforeAll(async () => {
    corpus = await openCorpusAccount(name);
    other = await openCorpusAccount(name, { documentOf: documentWithOtherNames });
  }, 30_000);
  afterAll(() => Promise.all([corpus.close(), other.close()]));

  const questions = readCorpus().questions.filter(({ keptOut, account, ask, after }) => {
    const said = [...after, ask].join(' ');
    return (
      !keptOut &&
      account === name &&
      withOtherNames(ask) !== ask &&
      !hasOtherName(said) &&
      !hasMiswrittenName(said)
    );
  });

  it('answers the same with other names', { timeout: 200_000 }, async () => {
    const different: string[] = [];
    for (const { ask, after } of sampled(questions, 12)) {
      const expected = withOtherNames((await corpus.ask(ask, after)).text);
      const { text } = await other.ask(withOtherNames(ask), after.map(withOtherNames));
      if (text !== expected) different.push(`${withOtherNames(ask)}\n${expected}\n${text}`);
    }
    expect(different).toEqual([]);
  });
});

describe('names that are words of questions', () => {
  let account: CorpusAccount;
  beforeAll(async () => {
    account = await openCorpusAccount('family', { documentOf: documentWithOtherNames });
  }, 30_000);
  afterAll(() => account.close());

  it.each([
    [
      'When is my appointment with Professor May?',
      'Your next appointment with Prof. Lena May is on Thursday',
    ],
    ['What is the number of Dr. May?', 'Prof. Lena May: 555-0107'],
    ['What did I spend at Bäckerei May?', 'You spent $21.00 at Bäckerei May, in 2 transactions.'],
    ['What did I spend in May?', 'You spent $1,713.28 in May 2026'],
    ['What is the total for Meijer?', 'That comes to $1,622.94 at Meijer'],
    ['What did I spend at Total?', 'You spent $86.30 at Total'],
    ['does june take trintellix', 'Yes. Trintellix 50 mg'],
    ['when does travis see the dentist', "Travis's next appointment with Dr. Emily Dawson is on Thursday"],
    ['who is my dentist, was it Dr. Evans?', 'Your record says: Dr. Emily Dawson'],
  ])('%s', async (question, answer) => {
    expect((await account.ask(question)).text.slice(0, answer.length)).toBe(answer);
  });
});
