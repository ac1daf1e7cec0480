import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { besideRecord } from './beside-record.ts';

const table = readTable(JSON.stringify(builtIn));
const about = (intent: string): Query => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no ${intent}`);
  return plainQuery(subject);
};
const visit = about('APPOINTMENT');
const [kind] = visit.subject.entities;
if (kind === undefined) throw new Error('no entity');
const named: Constraint = {
  kind,
  said: 'dentist',
  values: [],
  unknown: false,
  rank: 'group',
  isRespelled: false,
};
const record: Query = { ...visit, operation: 'when', constraints: [named] };
/** Reads the words that a record is asked for by, and notes them. */
function reading(found: Query | undefined) {
  const asked: string[] = [];
  const read = (tokens: ReturnType<typeof tokenize>) => {
    asked.push(joinedWords(tokens));
    return found;
  };
  return { asked, read };
}
const ask = (text: string, previous?: Query, found: Query | undefined = record) => {
  const { asked, read } = reading(found);
  return { query: besideRecord(tokenize(text), { read, previous: () => previous }), asked };
};

describe('records beside another', () => {
  it.each([
    'what else do I have that day',
    'anything else that day',
    'do I see anybody else on the same day',
    'is there any other appointment on that very day',
  ])('asks for the others of the day that was told: %s', (text) => {
    expect(ask(text, visit).query?.beside).toEqual({ of: visit, where: 'that day' });
    expect(ask(text).query).toBeUndefined();
  });

  it.each(['what else did Ellen have that day', 'what do I have that day', 'what else is there'])(
    'reads no other question so: %s',
    (text) => {
      expect(ask(text, visit).query).toBeUndefined();
    },
  );

  it('begins with yes or no where it is asked so', () => {
    expect(ask('anything else that day', visit).query?.yesNo).toBe(true);
    expect(ask('what else is there that day', visit).query?.yesNo).toBe(false);
  });

  it('has no day of medicines, of comparisons and of rates', () => {
    expect(ask('anything else that day', about('MEDICATION')).query).toBeUndefined();
    expect(ask('anything else that day', { ...about('TRANSACTION'), rate: 'month' }).query).toBeUndefined();
    const compared = { with: visit, asked: 'more', style: 'both' } as const;
    expect(ask('anything else that day', { ...visit, compared }).query).toBeUndefined();
  });

  it('asks of payments for what was spent', () => {
    expect(ask('what else did I buy that day', about('TRANSACTION')).query?.flow).toBe('spent');
  });

  it.each([
    ['anything else on the day of the dentist', 'when is the dentist'],
    ['what else do I have on the same day as the dentist', 'when is the dentist'],
    ['is there anything else the day I see the dentist', 'when do i see the dentist'],
  ])('finds the day by a record that is named: %s', (text, when) => {
    const { query, asked } = ask(text);
    expect(query?.beside).toEqual({ of: record, where: 'that day' });
    expect(asked).toEqual([when]);
  });

  it.each([
    'what comes after the dentist',
    'who do I see after the dentist',
    'next appointment after the dentist',
  ])('goes on from a record that is named: %s', (text) => {
    expect(ask(text).query).toMatchObject({ order: 'next', beside: { where: 'after', of: record } });
  });

  it('needs one record with a name', () => {
    expect(ask('what comes after the dentist', undefined, visit).query).toBeUndefined();
    expect(
      ask('what comes after Costco', undefined, {
        ...about('TRANSACTION'),
        operation: 'when',
        constraints: [named],
      }).query,
    ).toBeUndefined();
    expect(
      ask('anything else on the day of the dentist', undefined, { ...record, operation: 'list' }).query,
    ).toBeUndefined();
  });
});

it.each<readonly [string, Partial<Query>]>([
  ['a comparison', { compared: { asked: 'more' } as Query['compared'] }],
  ['a share', { share: { of: 'month', isLeast: false } }],
  ['each month', { each: 'month' }],
  ['a rate', { rate: 'month' }],
  ['another operation', { operation: 'list' }],
  ['no name', { constraints: [] }],
])('goes on from no record of %s', (_, more) => {
  expect(ask('what comes after the dentist', undefined, { ...record, ...more }).query).toBeUndefined();
  expect(
    ask('anything else on the day of the dentist', undefined, { ...record, ...more }).query,
  ).toBeUndefined();
});

it.each([
  'anything else Ellen has on the day of the dentist',
  'anything on the day of the dentist',
  'what comes after',
  'after the dentist',
  'what did I pay after the dentist',
])('reads no other question beside a record: %s', (text) => expect(ask(text).query).toBeUndefined());

it('has no day where there are no dates', () => {
  expect(ask('anything else that day', about('DOCTOR')).query).toBeUndefined();
  expect(ask('anything else that day', about('HEALTH_DATA')).query).toBeUndefined();
});
