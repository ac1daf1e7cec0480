import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { paid, told } from '../testing/told-money.ts';
import { october } from '../testing/told-times.ts';

describe('how much a month', () => {
  const twoMonths = { ...october, from: '2026-09-01', words: 'in September and October 2026' };
  const spent = { operation: 'sum', flow: 'spent', rate: 'month' } as const;
  const quarter = { ...october, to: '2026-12-31', words: 'in the last quarter' };
  const rows = [paid('-9', '2026-11-01'), paid('-5', '2026-10-01')];
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'of one month',
      { ...spent, period: october },
      rows,
      'You spent $14.00 in October 2026. [2026-11-01 -9, 2026-10-01 -5] 2',
    ],
    [
      'of two months',
      { ...spent, period: twoMonths },
      rows,
      'On average you spent $7.00 a month in September and October 2026, over 2 months. [2026-11-01 -9, 2026-10-01 -5] 2',
    ],
    [
      'of a time that runs',
      { ...spent, period: quarter },
      rows,
      'On average you spent $7.00 a month in the last quarter, over 2 months, this one included. [2026-11-01 -9, 2026-10-01 -5] 2',
    ],
    ['of no time', spent, rows, 'You spent $14.00. [2026-11-01 -9, 2026-10-01 -5] 2'],
    [
      'of either way',
      { operation: 'sum', rate: 'month', period: twoMonths },
      rows,
      'On average it was $7.00 a month in September and October 2026, over 2 months. [2026-11-01 -9, 2026-10-01 -5] 2',
    ],
    [
      'how many',
      { ...spent, operation: 'count', period: twoMonths },
      rows,
      'On average one transaction a month in September and October 2026: 2 transactions over 2 months. [] 2',
    ],
    [
      'how many, of three',
      { ...spent, operation: 'times', period: twoMonths },
      [...rows, paid('-1', '2026-10-02')],
      'On average 1.5 transactions a month in September and October 2026: 3 transactions over 2 months. [] 3',
    ],
    [
      'how many, of one',
      { ...spent, operation: 'count', period: twoMonths },
      rows.slice(0, 1),
      'On average 0.5 transactions a month in September and October 2026: one transaction over 2 months. [] 1',
    ],
    [
      'how many, of one month',
      { ...spent, operation: 'count', period: october },
      rows.slice(0, 1),
      'On average one transaction a month in October 2026: one transaction in a month. [] 1',
    ],
    [
      'a week',
      { ...spent, rate: 'week', period: october },
      rows,
      'On average you spent $3.18 a week in October 2026, over 4.4 weeks. [2026-11-01 -9, 2026-10-01 -5] 2',
    ],
  ])('%s', (_, query, all, said) => expect(told(query, all)).toBe(said));
});
