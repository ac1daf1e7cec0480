import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { admit } from './admission.ts';
import { translation } from './testing/model.ts';
import type { Translation } from './translation.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
  // Every name of the account is known from here on.
  await account.ask('zorblatt quux');
});
afterAll(() => account.close());

const tried = (question: string, given: Partial<Translation>) => {
  const admission = admit(question, translation(given), account.knowledge());
  return admission.kind === 'refused'
    ? admission.why
    : admission.rewordings.map(({ said, means }) => `${said}=${means}`);
};
const action = (words: string, means: string) => ({ words, part: 'action', means }) as const;
const time = (words: string, means: string) => ({ words, part: 'time', means }) as const;
const TRANSACTION = { subject: 'TRANSACTION', operation: 'sum' } as const;

describe('a translation', () => {
  it.each<[string, Partial<Translation>]>([
    ['What pills am I popping?', { words: [action('popping', 'taking')] }],
    ['which meds do i gulp', { words: [action('gulp', 'take')] }],
    [
      'how much did I torch at Starbucks in October',
      { ...TRANSACTION, entities: ['Starbucks'], period: 'in October', words: [action('torch', 'spend')] },
    ],
    ['How much did I splatter at Starbucks?', { ...TRANSACTION, words: [action('splatter', 'spend')] }],
    [
      'What did I spend at Starbucks over the past fortnight?',
      { ...TRANSACTION, period: 'last 14 days', words: [time('past fortnight', 'last 14 days')] },
    ],
    ['What did I spend in the summer?', { ...TRANSACTION, words: [time('summer', 'from June to August')] }],
    [
      'What did I spend at Costco in the month bygone?',
      { ...TRANSACTION, period: 'last month', words: [time('month bygone', 'last month')] },
    ],
  ])('says plainly what was done and when: %s', (question, given) => {
    expect(tried(question, given)).toEqual(given.words?.map(({ words, means }) => `${words}=${means}`));
  });

  it.each<[string, string, string, Partial<Translation>]>([
    [
      'a subject of nobody',
      'no subject of the table',
      'What pills am I popping?',
      { subject: 'PASSWORDS', words: [action('popping', 'taking')] },
    ],
    [
      'no subject',
      'no subject of the table',
      'What pills am I popping?',
      { subject: 'NONE', words: [action('popping', 'taking')] },
    ],
    [
      'another subject',
      'the question does not name the subject',
      'What pills am I popping?',
      { subject: 'ALLERGY', words: [action('popping', 'react')] },
    ],
    ['a list of all', 'no word is translated', 'What pills am I popping?', {}],
    [
      'a word the question has not',
      'words that the question does not have once',
      'What pills am I popping?',
      { words: [action('gulping', 'taking')] },
    ],
    [
      'a word it has twice',
      'words that the question does not have once',
      'What pills am I popping popping?',
      { words: [action('popping', 'taking')] },
    ],
    [
      'words of two translations',
      'words that are translated twice',
      'What pills am I popping?',
      { words: [action('popping', 'taking'), action('popping', 'using')] },
    ],
    [
      'no action of ours',
      'no action of the subject',
      'What pills am I popping?',
      { words: [action('popping', 'SELECT MEDICATION')] },
    ],
    [
      'the action of another subject',
      'no action of the subject',
      'What pills am I popping?',
      { words: [action('popping', 'spend')] },
    ],
    [
      'another operation',
      'another operation',
      'What pills am I popping?',
      { operation: 'sum', words: [action('popping', 'taking')] },
    ],
    [
      'an entity that is not asked for',
      'a name that the question does not have, or the account does not',
      'What pills am I popping?',
      { entities: ['Lisinopril'], words: [action('popping', 'taking')] },
    ],
    [
      'an invented entity',
      'a name that the question does not have, or the account does not',
      'What pills am I popping?',
      { entities: ['Zorblatt'], words: [action('popping', 'taking')] },
    ],
    [
      'a period that is not asked for',
      'another period',
      'What pills am I popping?',
      { period: 'last month', words: [action('popping', 'taking')] },
    ],
    [
      'no period',
      'no period in our form',
      'What pills am I popping?',
      { period: 'DROP TABLE', words: [action('popping', 'taking')] },
    ],
    [
      'a name',
      'nothing that the speaker did',
      'When do I see Dr. Miller?',
      { subject: 'APPOINTMENT', words: [action('miller', 'see')] },
    ],
    [
      'a shop',
      'nothing that the speaker did',
      'which payments did I torch at Zorblatt',
      { ...TRANSACTION, words: [action('torch', 'spend'), action('zorblatt', 'spend')] },
    ],
    [
      'an unknown shop left over',
      'words are left that nothing explains',
      'which payments did I torch at Zorblatt',
      { ...TRANSACTION, words: [action('torch', 'spend')] },
    ],
    [
      'a thing',
      'nothing that the speaker did',
      'how many classes am I taking',
      { operation: 'count', words: [action('classes', 'taking')] },
    ],
    [
      'a word of another subject',
      'a word that means something else',
      'how many credits am I taking',
      { operation: 'count', words: [action('credits', 'taking')] },
    ],
    [
      'a negation',
      'nothing that the speaker did',
      'what pills am I not popping',
      { words: [action('popping', 'taking')] },
    ],
    [
      'a negation as an action',
      'a word that means something else',
      'what pills am I not taking',
      { words: [action('not', 'taking')] },
    ],
    [
      'a verb of another meaning',
      'a word that means something else',
      'which pills did I lose',
      { words: [action('lose', 'take')] },
    ],
    [
      'another one',
      'a word that means something else',
      'which pills do I hate',
      { words: [action('hate', 'take')] },
    ],
    [
      'what others do',
      'nothing that the speaker did',
      'what pills is my wife popping',
      { words: [action('popping', 'taking')] },
    ],
    [
      'what the engine understands',
      'no time, or another one',
      'how much did I spend at Starbucks in October on zorblatts',
      { ...TRANSACTION, words: [time('in october', 'last year')] },
    ],
    [
      'a number',
      'no time, or another one',
      'what did I spend 3 fortnights ago',
      { ...TRANSACTION, words: [time('3 fortnights', 'last month')] },
    ],
    [
      'a rate',
      'no time, or another one',
      'how much do I spend at Starbucks a fortnight',
      { ...TRANSACTION, words: [time('fortnight', 'last month')] },
    ],
    [
      'a place',
      'no time, or another one',
      'what did I spend in my garage',
      { ...TRANSACTION, words: [time('garage', 'last month')] },
    ],
    [
      'a preposition that places',
      'more than a verb',
      'how much did I torch at Starbucks',
      { ...TRANSACTION, words: [action('torch at', 'spend')] },
    ],
    [
      'a statement in the period',
      'no period in our form',
      'What did I spend over the past fortnight?',
      { ...TRANSACTION, words: [time('past fortnight', 'last month" AND WITH AMOUNT > "0')] },
    ],
    [
      'more than a period',
      'no period in our form',
      'What did I spend over the past fortnight?',
      { ...TRANSACTION, words: [time('past fortnight', 'last month at Costco')] },
    ],
    [
      'another time',
      'no time, or another one',
      'What did I spend in the summer?',
      { ...TRANSACTION, words: [time('summer', 'yesterday')] },
    ],
    [
      'a time ahead',
      'no time, or another one',
      'What did I spend in the past fortnight?',
      { ...TRANSACTION, words: [time('past fortnight', 'next 14 days')] },
    ],
    [
      'an exception',
      'a word that means something else',
      'What appointments do I have except on Mondays?',
      { subject: 'APPOINTMENT', words: [action('except', 'see')] },
    ],
    [
      'a noun behind have',
      'a second verb',
      'What appointments do I have snorkel?',
      { subject: 'APPOINTMENT', words: [action('snorkel', 'see')] },
    ],
    [
      'an adverb',
      'a second verb',
      'What did I tentatively spend at Costco?',
      { ...TRANSACTION, words: [action('tentatively', 'spend')] },
    ],
    [
      'a subject that the question does not name',
      'the question does not name the subject',
      'how much did I sneeze in October',
      { ...TRANSACTION, words: [action('sneeze', 'spend')] },
    ],
    [
      'an entity in an action',
      'no action of the subject',
      'What pills am I popping?',
      { words: [action('popping', 'taking lisinopril')] },
    ],
    [
      'a period in an action',
      'no action of the subject',
      'how much did I torch at Starbucks',
      { ...TRANSACTION, words: [action('torch', 'spend yesterday')] },
    ],
    [
      'punctuation alone',
      'words that the question does not have once',
      'What pills am I popping?',
      { words: [action('?!', 'taking')] },
    ],
    [
      'words of which the question has the first',
      'words that the question does not have once',
      'What pills am I popping?',
      { words: [action('popping off', 'taking')] },
    ],
    [
      'words of which the question has the last',
      'words that the question does not have once',
      'What pills am I popping?',
      { words: [action('all popping', 'taking')] },
    ],
    [
      'a word the engine understands',
      'no verb that is left over',
      'What pills am I taking?',
      { words: [action('taking', 'using')] },
    ],
    [
      'more words than a time has',
      'more than a time',
      'What did I spend at Costco in the month that has gone before?',
      { ...TRANSACTION, words: [time('the month that has gone before', 'last month')] },
    ],
    [
      'what nobody of ours did',
      'not about the speaker',
      'Which pills get popped?',
      { words: [action('popped', 'taking')] },
    ],
    ['a text without end', 'too long', 'pill '.repeat(2_000), { words: [action('popping', 'taking')] }],
  ])('never touches or invents: %s', (_what, why, question, given) => {
    expect(tried(question, given)).toBe(why);
  });
});
