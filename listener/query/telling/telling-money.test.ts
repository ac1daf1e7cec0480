import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { at, one, paid, pay, refund, shopping, told } from '../testing/told-money.ts';
import { october } from '../testing/told-times.ts';

describe('what is told of money', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'all of it',
      {},
      shopping,
      'Your latest transactions, 3 of 3: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'one alone',
      {},
      one,
      'You have one transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    ['none', {}, [], 'I found no transactions. [] 0'],
    [
      'the last two',
      { limit: 2 },
      shopping,
      'Your latest transactions, 2 of 3: $20.00 at Costco on Friday, November 20, 2026, and $35.50 at Costco on Monday, November 2, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'one of the last two',
      { limit: 2 },
      one,
      'You have one transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'the recent ones',
      { order: 'recent' },
      shopping,
      'Your latest transactions, 3 of 3: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'those of a shop',
      { constraints: [at('Costco')] },
      shopping,
      'That comes to $59.75 at Costco: $20.00 on Friday, November 20, 2026, $35.50 on Monday, November 2, 2026, and $4.25 on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'the last two of a shop',
      { constraints: [at('Costco')], limit: 2 },
      shopping,
      'Your latest transactions at Costco, 2 of 3: $20.00 on Friday, November 20, 2026, and $35.50 on Monday, November 2, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'the recent ones of a shop',
      { constraints: [at('Costco')], order: 'recent' },
      shopping,
      'Your latest transactions at Costco, 3 of 3: $20.00 on Friday, November 20, 2026, $35.50 on Monday, November 2, 2026, and $4.25 on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'what a shop got, less what came back',
      { constraints: [at('Costco')], flow: 'spent' },
      [...one, refund],
      'That comes to $13.00 at Costco: $20.00 on Friday, November 20, 2026. A refund of $7.00 is taken off. [2026-11-20 -20.00] 1',
    ],
    [
      'what went out in a month',
      { flow: 'spent', period: october },
      shopping,
      'You spent $59.75 in October 2026, in 3 transactions: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'the last two that went out in a month',
      { flow: 'spent', period: october, limit: 2 },
      shopping,
      'Your latest transactions in October 2026, 2 of 3: $20.00 at Costco on Friday, November 20, 2026, and $35.50 at Costco on Monday, November 2, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'the one that went out in a month',
      { flow: 'spent', period: october },
      one,
      'You have one transaction in October 2026: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'what went out at any time',
      { flow: 'spent' },
      shopping,
      'Your latest transactions, 3 of 3: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'the recent ones that went out in a month',
      { flow: 'spent', period: october, order: 'recent' },
      shopping,
      'Your latest transactions in October 2026, 3 of 3: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'what came in',
      { flow: 'earned' },
      pay,
      'You have 2 payments, $4,900.00 in all: $2,500.00 at Initech on Sunday, November 15, 2026, and $2,400.00 at Initech on Thursday, October 15, 2026. [2026-11-15 2500.00, 2026-10-15 2400.00] 2',
    ],
    [
      'the one that came in',
      { flow: 'earned' },
      pay.slice(0, 1),
      'You have one transaction: $2,500.00 at Initech on Sunday, November 15, 2026. [2026-11-15 2500.00] 1',
    ],
    [
      'what came back',
      { flow: 'refunded' },
      [refund, paid('3.00', '2026-11-09', 'Lidl', 'GROCERIES', 'return')],
      'You have 2 refunds, $10.00 in all: $7.00 at Costco on Tuesday, November 10, 2026, and $3.00 at Lidl on Monday, November 9, 2026. [2026-11-10 7.00, 2026-11-09 3.00] 2',
    ],
    [
      'the one that came back',
      { flow: 'refunded' },
      [refund],
      'You have one refund: $7.00 at Costco on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'the last two that came back',
      { flow: 'refunded', limit: 2 },
      [refund, refund],
      'Your latest refunds, 2 of 2: $7.00 at Costco on Tuesday, November 10, 2026, and $7.00 at Costco on Tuesday, November 10, 2026. [2026-11-10 7.00, 2026-11-10 7.00] 2',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
