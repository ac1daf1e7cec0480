import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { at, one, paid, pay, refund, reimbursable, rent, shopping, told } from '../testing/told-money.ts';

describe('whether there was any', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'yes',
      { operation: 'exists', yesNo: true, flow: 'spent' },
      shopping,
      'Yes. You spent $59.75, in 3 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'said without yes',
      { operation: 'exists', flow: 'spent' },
      shopping,
      'You spent $59.75, in 3 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'yes, of either way',
      { operation: 'exists', yesNo: true },
      shopping,
      'Yes. There are 3 transactions: $59.75 in all. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'yes, of one',
      { operation: 'exists', yesNo: true },
      one,
      'Yes. There is one transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'of either way without yes',
      { operation: 'exists' },
      shopping,
      'That comes to $59.75, in 3 transactions. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    ['no', { operation: 'exists', yesNo: true, flow: 'spent' }, [], 'No. I found no transactions. [] 0'],
    [
      'none went out, of what came in',
      { operation: 'exists', yesNo: true, flow: 'spent' },
      pay,
      'No. I found no expenses. [] 0',
    ],
    ['no, said without no', { operation: 'exists', flow: 'earned' }, [], 'I found no income. [] 0'],
    ['none came back', { operation: 'list', yesNo: true, flow: 'refunded' }, [], 'I found no refunds. [] 0'],
    [
      'only something came back',
      { operation: 'exists', yesNo: true, flow: 'spent' },
      [refund],
      'No. I found no expenses. A refund of $7.00 came back. [] 0',
    ],
    [
      'marked as such',
      { operation: 'exists', yesNo: true, state: reimbursable, stateSaid: true },
      shopping,
      'Yes. You have 3 reimbursable transactions, $59.75 in all: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'marked as such, not with yes',
      { operation: 'exists', state: reimbursable, stateSaid: true },
      shopping,
      'You have 3 reimbursable transactions, $59.75 in all: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'one that is marked as such',
      { operation: 'list', yesNo: true, state: reimbursable, stateSaid: true },
      one,
      'You have one reimbursable transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'the sum of those marked as such',
      { operation: 'sum', state: reimbursable, stateSaid: true },
      shopping,
      'You have 3 reimbursable transactions, $59.75 in all: $20.00 at Costco on Friday, November 20, 2026, $35.50 at Costco on Monday, November 2, 2026, and $4.25 at Costco on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'how many are marked as such',
      { operation: 'count', state: reimbursable, stateSaid: true },
      shopping,
      'There are 3 reimbursable transactions. [] 3',
    ],
    [
      'when one that is marked as such was',
      { operation: 'when', state: reimbursable, stateSaid: true },
      shopping,
      'The latest reimbursable transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    ['how many', { operation: 'count' }, one, 'There is one transaction. [] 1'],
    ['how many times', { operation: 'times', flow: 'spent' }, shopping, 'There are 3 transactions. [] 3'],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});

describe('income where nothing went out', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'of what was paid',
      { operation: 'sum', flow: 'spent', constraints: [at('Initech')] },
      pay,
      'I found no expenses at Initech, but income. You received $4,900.00 at Initech, in 2 transactions. [2026-11-15 2500.00, 2026-10-15 2400.00] 2',
    ],
    [
      'of what came back',
      { operation: 'sum', flow: 'refunded', constraints: [at('Initech')] },
      pay,
      'I found no refunds at Initech, but income. You received $4,900.00 at Initech, in 2 transactions. [2026-11-15 2500.00, 2026-10-15 2400.00] 2',
    ],
    [
      'not where it is asked whether',
      { operation: 'exists', yesNo: true, flow: 'spent', constraints: [at('Initech')] },
      pay,
      'No. I found no expenses at Initech. [] 0',
    ],
    [
      'not of a share',
      {
        operation: 'sum',
        flow: 'spent',
        share: { of: 'month', isLeast: false },
        constraints: [at('Initech')],
      },
      pay,
      'I found no expenses at Initech. [] 0',
    ],
    ['not where no name is said', { operation: 'sum', flow: 'spent' }, pay, 'I found no expenses. [] 0'],
    [
      'nor where none came in',
      { operation: 'sum', flow: 'spent', constraints: [at('Initech')] },
      [],
      'I found no transactions at Initech. [] 0',
    ],
    [
      'of no refund at all',
      { operation: 'exists', yesNo: true, flow: 'refunded', constraints: [at('Initech')] },
      [],
      'No. I found no refunds at Initech. [] 0',
    ],
    [
      'of no refund from anybody',
      { operation: 'exists', yesNo: true, flow: 'refunded' },
      pay,
      'No. I found no refunds. [] 0',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});

describe('when it was paid, and what is paid now', () => {
  const older = [paid('-900.00', '2026-10-01'), paid('-900.00', '2026-07-01')];
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'when',
      { operation: 'when' },
      shopping,
      'The latest transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'yes, this month',
      { operation: 'when', yesNo: true },
      shopping,
      'Yes. The latest transaction: $20.00 at Costco on Friday, November 20, 2026. [2026-11-20 -20.00] 1',
    ],
    [
      'not this month, where it is paid monthly',
      { operation: 'when', yesNo: true },
      rent,
      'Not this month. The latest transaction: $900.00 at Acme Homes on Thursday, October 1, 2026. [2026-10-01 -900.00] 1',
    ],
    [
      'yes, where it is not paid monthly',
      { operation: 'when', yesNo: true },
      older,
      'Yes. The latest transaction: $900.00 at Costco on Thursday, October 1, 2026. [2026-10-01 -900.00] 1',
    ],
    [
      'yes, where it was paid once',
      { operation: 'when', yesNo: true },
      rent.slice(0, 1),
      'Yes. The latest transaction: $900.00 at Acme Homes on Thursday, October 1, 2026. [2026-10-01 -900.00] 1',
    ],
    [
      'yes, across the end of a year',
      { operation: 'when', yesNo: true },
      [paid('-9.00', '2026-01-02'), paid('-9.00', '2025-12-02')],
      'Not this month. The latest transaction: $9.00 at Costco on Friday, January 2, 2026. [2026-01-02 -9.00] 1',
    ],
    [
      'what is paid now',
      { isCurrent: true, constraints: [at('Acme Homes')] },
      rent,
      'The latest payment at Acme Homes: $900.00 on Thursday, October 1, 2026. It was the same on Tuesday, September 1, 2026. [2026-10-01 -900.00] 1',
    ],
    [
      'what is paid now, where it is not the same',
      { isCurrent: true, constraints: [at('Costco')] },
      shopping,
      'That comes to $59.75 at Costco: $20.00 on Friday, November 20, 2026, $35.50 on Monday, November 2, 2026, and $4.25 on Monday, October 5, 2026. [2026-11-20 -20.00, 2026-11-02 -35.50, 2026-10-05 -4.25] 3',
    ],
    [
      'what is paid now, where it was paid once',
      { isCurrent: true, constraints: [at('Acme Homes')] },
      rent.slice(0, 1),
      'That comes to $900.00 at Acme Homes: $900.00 on Thursday, October 1, 2026. [2026-10-01 -900.00] 1',
    ],
    [
      'what is paid now, where it never was',
      { isCurrent: true, constraints: [at('Acme Homes')] },
      [],
      'I found no transactions at Acme Homes. [] 0',
    ],
    [
      'an amount that was said',
      { exactly: 35.5 },
      shopping,
      'One transaction: $35.50 at Costco on Monday, November 2, 2026. [2026-11-02 -35.50] 1',
    ],
    [
      'an amount that was said without cents',
      { exactly: 35 },
      shopping,
      'One transaction: $35.50 at Costco on Monday, November 2, 2026. [2026-11-02 -35.50] 1',
    ],
    ['an amount that was not paid', { exactly: 36 }, shopping, 'I found no transactions of $36.00. [] 0'],
    [
      'how many of an amount',
      { exactly: 20, operation: 'count' },
      shopping,
      'There is one transaction of $20.00. [] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
