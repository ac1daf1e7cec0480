import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { at, one, paid, pay, payee, refund, rent, shopping, told } from '../testing/told-money.ts';
import { october } from '../testing/told-times.ts';

describe('what is added up', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'of what went out',
      { operation: 'sum', flow: 'spent' },
      shopping,
      'You spent $59.75, in 3 transactions. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'of one',
      { operation: 'sum', flow: 'spent' },
      one,
      'You spent $20.00, in one transaction at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'of one that has nothing beside its amount',
      { operation: 'sum', flow: 'spent' },
      [paid('-20.00', '', '')],
      'You spent $20.00, in one transaction. [ -20.00] 1',
    ],
    [
      'of a shop',
      { operation: 'sum', flow: 'spent', constraints: [at('Costco')] },
      shopping,
      'You spent $59.75 at Costco, in 3 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'less what came back',
      { operation: 'sum', flow: 'spent' },
      [...shopping, refund],
      'You spent $52.75, in 3 transactions. A refund of $7.00 is taken off. The latest: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'of less than came back',
      { operation: 'sum', flow: 'spent', constraints: [at('Costco')] },
      [paid('-4.25', '2026-10-05'), refund],
      'You spent $4.25 at Costco, in one transaction on Monday, October 5, 2026. A refund of $7.00 came back. [2026-10-05 -4.25] 1',
    ],
    [
      'of what came in',
      { operation: 'sum', flow: 'earned' },
      pay,
      'You received $4,900.00, in 2 transactions. The latest: $2,500.00 at Initech on Sunday, November 15, 2026, and $2,400.00 at Initech on Thursday, October 15, 2026. [2026-11-15 2500.00, 2026-10-15 2400.00] 2',
    ],
    [
      'of what came back',
      { operation: 'sum', flow: 'refunded' },
      [refund],
      'You were refunded $7.00, in one transaction at Costco on Tuesday, November 10, 2026. [2026-11-10 7.00] 1',
    ],
    [
      'of either way',
      { operation: 'sum' },
      [...shopping, ...pay],
      'That comes to $4,840.25, in 5 transactions. The latest: -$20.00 at Costco on Friday, November 20, 2026, $2,500.00 at Initech on Sunday, November 15, 2026, -$35.50 at Costco on Monday, November 2, 2026, $2,400.00 at Initech on Thursday, October 15, 2026, and -$4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-15 2500.00, 2026-11-02 -35.50, 2026-10-15 2400.00, 2026-10-05 -4.25] 5',
    ],
    [
      'by each shop',
      { operation: 'sum', flow: 'spent', each: payee },
      shopping,
      'You spent $59.75: $59.75 at Costco. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'by each shop of a list',
      { operation: 'list', flow: 'spent', each: payee },
      [...shopping, ...rent],
      'You spent $1,859.75: $1,800.00 at Acme Homes, and $59.75 at Costco. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25, 2026-10-01 -900.00, 2026-09-01 -900.00] 5',
    ],
    [
      'by each shop of none',
      { operation: 'sum', flow: 'spent', each: payee },
      [],
      'I found no transactions. [] 0',
    ],
    [
      'by each month',
      { operation: 'sum', flow: 'spent', each: 'month' },
      shopping,
      'That comes to $59.75: $4.25 in October 2026, and $55.50 in November 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'of the average of each shop, not by each',
      { operation: 'average', flow: 'spent', each: payee },
      shopping,
      'On average $19.92 a transaction, over 3 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'where most went',
      { operation: 'sum', flow: 'spent', share: { of: payee, isLeast: false } },
      [...shopping, ...rent],
      'You spent the most at Acme Homes: $1,800.00. [2026-10-01 -900.00, 2026-09-01 -900.00] 2',
    ],
    [
      'where most went, of none',
      { operation: 'sum', flow: 'spent', share: { of: payee, isLeast: false } },
      [],
      'I found no transactions. [] 0',
    ],
    [
      'a month',
      { operation: 'sum', flow: 'spent', rate: 'month', period: { ...october, from: '2026-09-01' } },
      shopping,
      'On average you spent $29.88 a month in October 2026, over 2 months. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'a month, of none',
      { operation: 'sum', flow: 'spent', rate: 'month' },
      [],
      'I found no transactions. [] 0',
    ],
    [
      'on average',
      { operation: 'average', flow: 'spent' },
      shopping,
      'On average $19.92 a transaction, over 3 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'on average of one',
      { operation: 'average', flow: 'spent' },
      one,
      'On average $20.00 a transaction, over 1 transaction. [2026-11-20 -20.00] 1',
    ],
    [
      'on average, whatever came back',
      { operation: 'average', flow: 'spent' },
      [...one, refund],
      'On average $20.00 a transaction, over 1 transaction. [2026-11-20 -20.00] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
