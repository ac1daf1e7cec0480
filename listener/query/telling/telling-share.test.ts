import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { paid, payee, subject, told } from '../testing/told-money.ts';

const category = subject.entities.find(({ fields }) => fields.includes('CATEGORY_KEY')) ?? payee;

describe('where money went', () => {
  const spent = { operation: 'sum', flow: 'spent' } as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'most at one shop',
      { ...spent, share: { of: payee, isLeast: false } },
      [paid('-5', '2026-11-01', 'Lidl'), paid('-9', '2026-11-02')],
      'You spent the most at Costco: $9.00. [2026-11-02 -9] 1',
    ],
    [
      'as much at two shops',
      { ...spent, share: { of: payee, isLeast: false } },
      [paid('-9', '2026-11-01', 'Lidl'), paid('-9', '2026-11-02')],
      'You spent the most at Lidl, and Costco: $9.00 each. [2026-11-01 -9, 2026-11-02 -9] 2',
    ],
    [
      'most that came in',
      { operation: 'sum', flow: 'earned', share: { of: payee, isLeast: false } },
      [paid('9', '2026-11-01', 'Initech', 'SALARY'), paid('5', '2026-11-02', 'Bank', 'INTEREST')],
      'You received the most at Initech: $9.00. [2026-11-01 9] 1',
    ],
    [
      'most in a month',
      { ...spent, share: { of: 'month', isLeast: false } },
      [paid('-5', '2026-11-01'), paid('-9', '2026-10-02')],
      'You spent the most in October 2026: $9.00. [2026-10-02 -9] 1',
    ],
    [
      'most on a kind',
      { ...spent, share: { of: category, isLeast: false } },
      [paid('-5', '2026-11-01', 'Lidl'), paid('-9', '2026-11-02', 'Acme', 'RENT')],
      'You spent the most on rent: $9.00. [2026-11-02 -9] 1',
    ],
    [
      'most on a kind that is written small',
      { ...spent, share: { of: category, isLeast: false } },
      [paid('-9', '2026-11-02', 'Acme', 'Rent')],
      'You spent the most on Rent: $9.00. [2026-11-02 -9] 1',
    ],
    [
      'less what came back',
      { ...spent, share: { of: payee, isLeast: false } },
      [paid('-9', '2026-11-01'), paid('9', '2026-11-02'), paid('-2', '2026-11-03', 'Lidl')],
      'You spent the most at Lidl: $2.00. [2026-11-03 -2] 1',
    ],
    [
      'without a word for whose money',
      { operation: 'sum', share: { of: payee, isLeast: false } },
      [paid('-9', '2026-11-01')],
      'You spent the most at Costco: $9.00. [2026-11-01 -9] 1',
    ],
    [
      'by each month, in order',
      { ...spent, each: 'month' },
      [paid('-9', '2026-11-01'), paid('-5', '2026-10-01')],
      'That comes to $14.00: $5.00 in October 2026, and $9.00 in November 2026. [2026-11-01 -9, 2026-10-01 -5] 2',
    ],
    [
      'by each shop, the biggest first',
      { ...spent, each: payee },
      [paid('-5', '2026-11-01', 'Lidl'), paid('-9', '2026-11-01')],
      'You spent $14.00: $9.00 at Costco, and $5.00 at Lidl. [2026-11-01 -5, 2026-11-01 -9] 2',
    ],
    [
      'by each of many shops',
      { ...spent, each: payee },
      'ABCDEFGHIJ'.split('').map((name, index) => paid(`-${20 - index}`, '2026-11-01', name)),
      'You spent $155.00: $20.00 at a, $19.00 at b, $18.00 at c, $17.00 at d, $16.00 at e, $15.00 at f, $14.00 at g, $13.00 at h, and $23.00 at 2 others. [2026-11-01 -11, 2026-11-01 -12, 2026-11-01 -13, 2026-11-01 -14, 2026-11-01 -15, 2026-11-01 -16, 2026-11-01 -17, 2026-11-01 -18, 2026-11-01 -19, 2026-11-01 -20] 10',
    ],
    [
      'by each that came back',
      { operation: 'sum', flow: 'refunded', each: payee },
      [paid('9', '2026-11-01')],
      'You were refunded $9.00: $9.00 at Costco. [2026-11-01 9] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
