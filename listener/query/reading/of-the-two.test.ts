import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { isBareThings, leansOnBefore } from './bare-questions.ts';
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
