import { describe, expect, it } from 'vitest';
import type { Subject } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findExactAmount } from './exact-amount.ts';

const MONEY = { amount: 'AMOUNT' } as Subject;
const found = (text: string, subject = MONEY) => {
  const words = new WordUse(tokenize(text), new Set());
  const amount = findExactAmount(words, subject);
  return `${amount} (${words
    .left()
    .map((at) => words.tokens[at]?.word)
    .join(' ')})`;
};

describe('an amount in the place of a name', () => {
  it.each([
    ['that seven dollars forty, who was it', '7.4 ()'],
    ['seven dollars and forty cents at the bakery', '7.4 (at the bakery)'],
    ['a forty-five to the clinic', '45 (to the clinic)'],
    ['the $1,450 payment', '1450 (payment)'],
    ['58.75 what was it for', '58.75 ()'],
    ['forty dollars', '40 ()'],
    ['forty dollars and 3 purchases', '40 (and 3 purchases)'],
    ['forty dollars and', '40 (and)'],
    ['7.40 dollars 50 times', '7.4 (50 times)'],
    ['7 dollars 125 times', '7 (125 times)'],
    ['7 dollars 1st of May', '7 (1st of may)'],
    ['the last 5 purchases', 'undefined (the last 5 purchases)'],
    ['the 5 purchases', 'undefined (the 5 purchases)'],
    ['about 45 dollars to the clinic', 'undefined (about 45 dollars to the clinic)'],
    ['in 2025', 'undefined (in 2025)'],
    ['what was that 45', '45 (what was)'],
    ['that 45, it was', '45 (it was)'],
    ['that 45 pills', 'undefined (that 45 pills)'],
    ['45, it was', 'undefined (45 it was)'],
  ])('%s', (text, amount) => expect(found(text)).toBe(amount));

  it('has no cents that are explained otherwise', () => {
    const amountOf = (text: string, settled: readonly number[]) =>
      findExactAmount(new WordUse(tokenize(text), new Set(settled)), MONEY);
    expect(amountOf('seven dollars 40', [2])).toBe(7);
    expect(amountOf('seven dollars and 40 cents', [3])).toBe(7);
    expect(amountOf('seven dollars and 40 cents', [2])).toBe(7.4);
    expect(amountOf('that seven dollars 40', [0])).toBe(7.4);
  });

  it('is none of a subject without amounts', () => {
    expect(found('that 7.40', {} as Subject)).toBe('undefined (that 7.40)');
  });
});
