import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reply } from '../protocol/reply.ts';
import { type CorpusAccount, openCorpusAccount } from './testing/asked-account.ts';
import { readCorpus } from './testing/corpus.ts';
import { sampled } from './testing/sampled.ts';

/** The account's names are read when a question needs them: the first one of a listener is answered as any later one. */

const questions = readCorpus().questions.filter(({ keptOut, account }) => !keptOut && account === 'main');

/** Other questions without the account's names, the sign of its amounts, or the knowledge that it has no PERSON file. */
const MISREAD: readonly string[] = [
  'I have to cancel with the endocrinologist, what do I dial?',
  'Does my insurance cover every one of my medicines?',
  'was i at costco in september',
  'whats the number of my family doctor',
];

/** What they go on from has a name of the account. */
const GOING_ON = [{ ask: 'over how many visits', after: ['what did i spend at starbucks in november'] }];

/** What is told of records; else why nothing is, since what can be asked is not known before the files were looked for. */
function meantBy({ understood, text, intent, declined }: Reply): string {
  return understood === undefined ? `${intent} ${declined}` : text;
}

let warm: CorpusAccount;
beforeAll(async () => {
  warm = await openCorpusAccount('main');
  await warm.table.warmUp();
}, 30_000);
afterAll(() => warm.close());

it('answers the first question as any later one', { timeout: 200_000 }, async () => {
  const other: string[] = [];
  const asked = sampled(questions, 60).map(({ ask, after }) => ({ ask, after }));
  asked.push(...MISREAD.map((ask) => ({ ask, after: [] })), ...GOING_ON);
  for (const { ask, after } of asked) {
    const [later, first] = [await warm.ask(ask, after), await warm.restarted().ask(ask, after)];
    if (meantBy(first) !== meantBy(later)) other.push(`${ask}\n${later.text}\n${first.text}`);
  }
  expect(other).toEqual([]);
});
