import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { isBareThings, leansOnBefore, pointsBack, wishesToSee } from './bare-questions.ts';
import { ofTheTwo } from './of-the-two.ts';

const table = readTable(JSON.stringify(builtIn));
const money = table.subjects.find(({ intent }) => intent === 'TRANSACTION');
if (money === undefined) throw new Error('no TRANSACTION');
const month = (from: string, to: string): Period => ({ from, to, words: `in ${from}`, unit: 'month' });
const october: Query = {
  ...plainQuery(money),
  operation: 'sum',
  flow: 'spent',
  period: month('2026-10-01', '2026-10-31'),
};
const september: Query = { ...october, period: month('2026-09-01', '2026-09-30'), goneOnFrom: october };
const of = (text: string, before: Query | undefined = september) =>
  ofTheTwo(tokenize(text), () => before, '2026-11-23')?.compared;

describe('two that were told one behind the other', () => {
  it.each([
    ['which one was more', 'which', 'more'],
    ['so which of the two was less', 'which', 'less'],
    ['which month was cheaper', 'which', 'less'],
    ['is that more', 'yes-no', 'more'],
    ['was it less', 'yes-no', 'less'],
    ['so is it more or less', 'how-much', 'more'],
    ['what is the difference', 'how-much', 'more'],
  ])('are set against each other: %s', (text, style, asked) => {
    expect(of(text)).toMatchObject({ style, asked, with: { period: october.period } });
  });

  it('are none where one was told alone, or where another question is asked', () => {
    expect(of('which one was more', october)).toBeUndefined();
    expect(of('which doctor is more expensive')).toBeUndefined();
    expect(of('is that more than 100')).toBeUndefined();
  });
});

describe('a question of money that says nothing of it', () => {
  const bare: Query = { ...plainQuery(money), operation: 'exists', flow: 'refunded' };

  it('leans on the question before', () => {
    expect(leansOnBefore(bare, tokenize('was there a refund'))).toBe(true);
    expect(leansOnBefore({ ...bare, operation: 'sum' }, tokenize('how much did i spend'))).toBe(true);
  });

  it('does not where it says of which it asks', () => {
    expect(leansOnBefore(bare, tokenize('was there ever a refund'))).toBe(false);
    expect(leansOnBefore({ ...bare, period: october.period }, tokenize('was there a refund'))).toBe(false);
    expect(leansOnBefore({ ...bare, over: 100 }, tokenize('was there a refund'))).toBe(false);
  });

  it('asks for the things that were bought there', () => {
    const list = { ...bare, operation: 'list' as const };
    expect(isBareThings(list, tokenize('what did i buy'))).toBe(true);
    expect(isBareThings({ ...list, limit: 3 }, tokenize('what did i buy'))).toBe(false);
    expect(isBareThings(list, tokenize('what did i spend'))).toBe(false);
  });
});

it('are none where one of them was compared already, or is of another subject', () => {
  const compared = { with: october, asked: 'more', style: 'which' } as const;
  expect(of('which one was more', { ...september, compared })).toBeUndefined();
  expect(of('which one was more', { ...september, goneOnFrom: { ...october, compared } })).toBeUndefined();
  const other = table.subjects.find(({ intent }) => intent === 'APPOINTMENT') ?? money;
  expect(
    of('which one was more', { ...september, goneOnFrom: { ...october, subject: other } }),
  ).toBeUndefined();
});

describe('a question that points back', () => {
  const named = (kind: string): Query['constraints'] => {
    const found = table.subjects.flatMap(({ entities }) => entities).find((one) => one.kind === kind);
    return [{ kind: found, said: kind }] as unknown as Query['constraints'];
  };
  const pills = table.subjects.find(({ intent }) => intent === 'MEDICATION') ?? money;
  const plain = { ...plainQuery(pills), yesNo: true };
  it.each<readonly [boolean, string, Partial<Query>]>([
    [true, 'is it with food', { constraints: named('meals') }],
    [false, 'is that', { constraints: named('prescriber') }],
    [false, 'is lunch with food', { constraints: named('meals') }],
    [false, 'is it with food', { constraints: named('meals'), yesNo: false }],
    [false, 'is it with food', { constraints: [...named('meals'), ...named('drug')] }],
    [false, 'is it with food', {}],
    [true, 'which one has the most', { most: {} as Query['most'] }],
    [false, 'which has the most', { most: {} as Query['most'] }],
    [false, 'which one has the most', {}],
  ])('%s: %s', (is, text, more) => expect(pointsBack({ ...plain, ...more }, tokenize(text))).toBe(is));

  const doctors = table.subjects.find(({ intent }) => intent === 'DOCTOR') ?? money;
  it.each([
    [true, 'Dr. Chen', 'Chen'],
    [true, 'the doctor Chen', 'Chen'],
    [true, 'Chen and his clinic', 'Chen'],
    [true, 'our Chen', 'Chen'],
    [false, 'phone of Chen', 'Chen'],
  ])('wishes to see one: %s: %s', (is, text, said) => {
    const constraints = [{ ...named('doctor')[0], said }] as unknown as Query['constraints'];
    const query = { ...plainQuery(doctors), constraints };
    expect(wishesToSee(query, tokenize(text))).toBe(is);
    expect(wishesToSee({ ...query, operation: 'count' }, tokenize(text))).toBe(false);
    expect(wishesToSee({ ...query, constraints: [] }, tokenize(text))).toBe(false);
  });
});
