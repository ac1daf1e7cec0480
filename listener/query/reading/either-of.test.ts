import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Interpretation } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { readEitherOf } from './either-of.ts';

const table = readTable(JSON.stringify(builtIn));
const [allergy] = table.subjects.filter(({ intent }) => intent === 'ALLERGY');
if (allergy === undefined) throw new Error('ALLERGY');
const [allergen] = allergy.entities.filter(({ kind }) => kind === 'allergen');
if (allergen === undefined) throw new Error('allergen');

const isOnRecord = (said: string): Interpretation => ({
  kind: 'query',
  query: {
    ...plainQuery(allergy),
    operation: 'exists',
    yesNo: true,
    constraints: [{ kind: allergen, said, values: [], unknown: false, rank: 'whole', isRespelled: false }],
  },
});
const isNot = (name: string): Interpretation => ({
  kind: 'declined',
  reason: 'unknown-name',
  subject: allergy,
  remainder: [],
  unknown: { name, text: `I have no allergy to ${name} on record.`, isListed: false },
});
const answers: Readonly<Record<string, Interpretation>> = {
  'am i allergic to cats': isOnRecord('cats'),
  'am i allergic to peanuts': isOnRecord('peanuts'),
  'am i allergic to dogs': isNot('dogs'),
  'am i allergic to eggs': isNot('eggs'),
};
const read = (text: string) =>
  readEitherOf(
    tokenize(text),
    (tokens) =>
      answers[joinedWords(tokens)] ?? {
        kind: 'declined',
        reason: 'not-understood',
        subject: undefined,
        remainder: [],
      },
  );

describe('a question of two, of which one is not on record', () => {
  it.each([
    'Am I allergic to cats or dogs?',
    'Am I allergic to dogs or cats?',
    'Am I allergic to dogs and cats?',
  ])('is answered of both: %s', (text) => {
    expect(read(text)).toMatchObject({
      kind: 'query',
      query: { constraints: [{ said: 'cats' }] },
      missing: 'I have no allergy to dogs on record.',
    });
  });

  it('is declined of both where neither is', () => {
    expect(read('Am I allergic to dogs or eggs?')).toMatchObject({
      kind: 'declined',
      unknown: { text: 'I have no allergy to dogs on record. I have no allergy to eggs on record.' },
    });
  });

  it.each([
    'Am I allergic to cats or peanuts?',
    'Am I allergic to cats or trains?',
    'What am I allergic to, cats or dogs?',
    'Am I allergic to cats?',
  ])('is not read where it is none: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
