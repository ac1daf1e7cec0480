import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { one, paid, pay, refund, shopping, told } from '../testing/told-money.ts';

describe('the ends of a list', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'the biggest',
      { order: 'max', flow: 'spent' },
      shopping,
      'Your biggest expense: $35.50 at Costco on Monday, November 2, 2026. [2026-11-02 -35.50] 1',
    ],
    [
      'the smallest',
      { order: 'min', flow: 'spent' },
      shopping,
      'Your smallest expense: $4.25 at Costco on Monday, October 5, 2026. [2026-10-05 -4.25] 1',
    ],
    [
      'the latest',
      { order: 'last' },
      shopping,
      'Your latest transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'the first',
      { order: 'first' },
      shopping,
      'Your first transaction: $4.25 at Costco on Monday, October 5, 2026. [2026-10-05 -4.25] 1',
    ],
    [
      'the biggest two',
      { order: 'max', limit: 2, flow: 'spent' },
      shopping,
      'Your 2 biggest expenses: $35.50 at Costco on Monday, November 2, 2026, and $20.00 at Costco on Friday, November 20, 2026. [2026-11-02 -35.50, 2026-11-20 -20.00] 2',
    ],
    [
      'the smallest two of what came in',
      { order: 'min', limit: 2, flow: 'earned' },
      pay,
      'Your 2 smallest incomes: $2,400.00 at Initech on Thursday, October 15, 2026, and $2,500.00 at Initech on Sunday, November 15, 2026. [2026-10-15 2400.00, 2026-11-15 2500.00] 2',
    ],
    [
      'the biggest of what came back',
      { order: 'max', flow: 'refunded' },
      [refund],
      'Your biggest refund: $7.00 at Costco on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'the average of the last two',
      { order: 'last', limit: 2, flow: 'spent', operation: 'average' },
      shopping,
      'Your 2 latest expenses: $20.00 at Costco on Friday, November 20, 2026, and $35.50 at Costco on Monday, November 2, 2026. On average $27.75. [2026-11-20 -20.00, 2026-11-02 -35.50] 2',
    ],
    [
      'the sum of the first two',
      { order: 'first', limit: 2, flow: 'spent', operation: 'sum' },
      shopping,
      'Your 2 first expenses: $4.25 at Costco on Monday, October 5, 2026, and $35.50 at Costco on Monday, November 2, 2026. That is $39.75 in all. [2026-10-05 -4.25, 2026-11-02 -35.50] 2',
    ],
    [
      'the second biggest',
      { order: 'max', skip: 1, flow: 'spent' },
      shopping,
      'Your second biggest expense: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'the second smallest',
      { order: 'min', skip: 1, flow: 'spent' },
      shopping,
      'Your second smallest expense: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'the one before the latest',
      { order: 'last', skip: 1 },
      shopping,
      'The transaction before that: $35.50 at Costco on Monday, November 2, 2026. [2026-11-02 -35.50] 1',
    ],
    [
      'the one after the first',
      { order: 'first', skip: 1, flow: 'earned' },
      pay,
      'The income after that: $2,500.00 at Initech on Sunday, November 15, 2026. [2026-11-15 2500.00] 1',
    ],
    [
      'none further',
      { order: 'last', skip: 3 },
      shopping,
      'I have no other transaction before that on record. [] 0',
    ],
    [
      'the last three of two',
      { order: 'last', skip: 2, limit: 3 },
      shopping,
      'The transaction before that: $4.25 at Costco on Monday, October 5, 2026. [2026-10-05 -4.25] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});

describe('whether all of it is over or under an amount', () => {
  const spent = { flow: 'spent', isSumBounded: true, yesNo: true, operation: 'exists' } as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'over',
      { ...spent, over: 50 },
      shopping,
      'Yes, over $50.00. You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'not over as much as it is',
      { ...spent, over: 59.75 },
      shopping,
      'No, not over $59.75. You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'under',
      { ...spent, under: 60 },
      shopping,
      'Yes, under $60.00. You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'not under as much as it is',
      { ...spent, under: 59.75 },
      shopping,
      'No, not under $59.75. You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'between two',
      { ...spent, over: 50, under: 60 },
      shopping,
      'Yes, over $50.00 and under $60.00. You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'over the upper one of two',
      { ...spent, over: 40, under: 50 },
      shopping,
      'No, not over $40.00 and under $50.00. You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'under the lower one of two',
      { ...spent, over: 60, under: 70 },
      shopping,
      'No, not over $60.00 and under $70.00. You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'no bound at all',
      spent,
      shopping,
      'Yes. You spent $59.75, in 3 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'of each of them',
      { ...spent, isSumBounded: false, over: 10 },
      shopping,
      'Yes. You spent $55.50 over $10.00, in 2 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50] 2',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});

describe('amounts that cannot be read', () => {
  it.each<[string, readonly Row[], string]>([
    [
      'one',
      [...one, paid('twenty', '2026-11-19')],
      'You spent $20.00, in one transaction at Costco on Friday, November 20, 2026. I could not read one amount: “twenty”. [2026-11-20 -20.00] 1',
    ],
    [
      'two',
      [...one, paid('twenty', '2026-11-19'), paid('n/a', '2026-11-18')],
      'You spent $20.00, in one transaction at Costco on Friday, November 20, 2026. I could not read 2 amounts: “twenty”, and “n/a”. [2026-11-20 -20.00] 1',
    ],
    [
      'one that is empty',
      [...one, paid('', '2026-11-19')],
      'You spent $20.00, in one transaction at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
  ])('%s', (_, rows, said) => expect(told({ operation: 'sum', flow: 'spent' }, rows)).toBe(said));
});

describe('which way money went', () => {
  const credit = (AMOUNT: string, CATEGORY_KEY: string, MEMO = '') => [
    paid(AMOUNT, '2026-11-10', 'Lidl', CATEGORY_KEY, MEMO),
  ];
  it.each<[string, Partial<Query>, readonly Row[], boolean, string]>([
    [
      'without a minus all is spent',
      { flow: 'spent' },
      credit('7.00', 'FOOD'),
      false,
      'You have one transaction: $7.00 at Lidl on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'a plus of a category came back',
      { flow: 'refunded' },
      credit('7.00', 'FOOD'),
      true,
      'You have one refund: $7.00 at Lidl on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'a plus of none came in',
      { flow: 'earned' },
      credit('7.00', ''),
      true,
      'You have one transaction: $7.00 at Lidl on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'a plus of none that says so came back',
      { flow: 'refunded' },
      credit('7.00', '', 'store credit'),
      true,
      'You have one refund: $7.00 at Lidl on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'income is no spending without a minus',
      { flow: 'earned' },
      credit('7.00', 'SALARY'),
      false,
      'You have one transaction: $7.00 at Lidl on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'income that was taken back was spent',
      { flow: 'spent' },
      credit('-7.00', 'SALARY'),
      true,
      'You have one transaction: $7.00 at Lidl on Tuesday, November 10, 2026. [2026-11-10 -7.00] 1',
    ],
    [
      'fifty cents are written without a zero',
      { flow: 'spent' },
      credit('-.50', 'FOOD'),
      true,
      'You have one transaction: $0.50 at Lidl on Tuesday, November 10, 2026. [2026-11-10 -.50] 1',
    ],
  ])('%s', (_, query, rows, isSigned, said) => expect(told(query, rows, isSigned)).toBe(said));
});
