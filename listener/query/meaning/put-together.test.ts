import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable, type Subject } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findEach, findMoneyTrend, findShare } from './put-together.ts';

const table = readTable(JSON.stringify(builtIn));
const subjectOf = (intent: string): Subject => {
  const subject = table.subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(`no ${intent}`);
  return subject;
};
const money = subjectOf('TRANSACTION');
const vitals = subjectOf('HEALTH_DATA');
const use = (text: string) => new WordUse(tokenize(text), new Set());

describe('findShare', () => {
  it.each([
    ['which month did I spend the most', 'month', false],
    ['which month did I spend the least', 'month', true],
    ['what was my cheapest month', 'month', true],
    ['what was my most expensive day', 'day', false],
    ['what day did I spend the least', 'day', true],
    ['which month had the highest total', 'month', false],
    ['which month had the lowest total', 'month', true],
  ])('%s', (text, of, isLeast) => {
    expect(findShare(use(text), money, [])).toMatchObject({ of, isLeast });
  });

  it('takes the places of payees, and tells where the words stand', () => {
    const found = findShare(use('my top shops'), money, []);
    expect(found).toMatchObject({ of: { kind: 'payee' }, isLeast: false, indices: [1, 2] });
  });

  it('asks of what is named by its own noun only where something is named', () => {
    expect(findShare(use('which month had the highest grocery spending'), money, [])).toMatchObject({
      of: 'month',
    });
    expect(findShare(use('which month had the highest fence'), money, [])).toBeUndefined();
  });

  it('has none of what is measured', () => {
    expect(findShare(use('which month did I weigh the most'), vitals, [])).toBeUndefined();
  });
});

describe('findEach', () => {
  it('asks for each month by their plural, timed or not', () => {
    expect(findEach(use('which months did I buy fuel'), money, false)).toBe('month');
    expect(findEach(use('in what months did I buy fuel'), money, true)).toBe('month');
    expect(findEach(use('which month did I buy fuel'), money, false)).toBeUndefined();
  });

  it('asks for them month by month only of a time', () => {
    expect(findEach(use('coffee month by month'), money, true)).toBe('month');
    expect(findEach(use('coffee month by month'), money, false)).toBeUndefined();
    expect(findEach(use('weight month by month'), vitals, true)).toBeUndefined();
  });
});

describe('findMoneyTrend', () => {
  it.each(['is my spending going up', 'how has my spending changed', 'my coffee spending over time'])(
    '%s',
    (text) => {
      expect(findMoneyTrend(use(text), money)).toBe(true);
    },
  );

  it('uses each way that it is said in', () => {
    const words = use('how has my spending changed over time');
    expect(findMoneyTrend(words, money)).toBe(true);
    expect([0, 4, 5, 6].map(words.free)).toEqual([false, false, false, false]);
    expect(words.free(3)).toBe(true);
  });

  it('is of money, and said', () => {
    expect(findMoneyTrend(use('is my weight going up'), vitals)).toBe(false);
    expect(findMoneyTrend(use('what did I spend'), money)).toBe(false);
  });
});
