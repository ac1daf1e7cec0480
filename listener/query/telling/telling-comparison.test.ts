import { describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Comparison, Query } from '../meaning/query.ts';
import { at, paid, subject } from '../testing/told-money.ts';
import { october } from '../testing/told-times.ts';
import type { Findings } from './items.ts';
import { tellComparison } from './telling-comparison.ts';

const november = { from: '2026-11-01', to: '2026-11-30', words: 'in November 2026', unit: 'month' } as const;

describe('two sums beside each other', () => {
  const spent = { ...plainQuery(subject), operation: 'sum', flow: 'spent' } as const;
  const side = (query: Partial<Query>, ...amounts: readonly string[]): Findings => {
    const rows = amounts.map((amount) => paid(amount, '2026-11-05'));
    return {
      query: { ...spent, ...query },
      chosen: { rows, anyState: rows, undated: 0, untimed: 0, silent: [] },
      now: { date: '2026-11-23', time: '10:00' },
      isSigned: true,
      bare: false,
    };
  };
  const compared = (style: Comparison['style'], asked: 'more' | 'less', first: Findings, second: Findings) =>
    tellComparison(first, second, { with: second.query, asked, style }).text;
  const [inOctober, inNovember] = [{ period: october }, { period: november }];
  it.each<[Comparison['style'], 'more' | 'less', Findings, Findings, string]>([
    [
      'yes-no',
      'more',
      side(inNovember, '-9'),
      side(inOctober, '-5', '7'),
      'Yes. You spent $9.00 in November 2026 and $5.00 in October 2026, which is $4.00 more. A refund of $7.00 came back in October 2026.',
    ],
    [
      'which',
      'more',
      side(inNovember, '-9'),
      side(inOctober, '7'),
      'More in November 2026: you spent $9.00 in November 2026 and $0.00 in October 2026. A refund of $7.00 came back in October 2026.',
    ],
    [
      'share',
      'more',
      side(inNovember, '-5', '7'),
      side(inNovember, '-20'),
      '25 % of what you spent in November 2026 was: $5.00 of $20.00. A refund of $7.00 came back.',
    ],
    [
      'yes-no',
      'more',
      side(inNovember, '-9'),
      side(inOctober, '-5'),
      'Yes. You spent $9.00 in November 2026 and $5.00 in October 2026, which is $4.00 more.',
    ],
    [
      'yes-no',
      'less',
      side(inNovember, '-9'),
      side(inOctober, '-5'),
      'No. You spent $9.00 in November 2026 and $5.00 in October 2026, which is $4.00 more.',
    ],
    [
      'yes-no',
      'more',
      side(inNovember, '-5'),
      side(inOctober, '-9'),
      'No. You spent $5.00 in November 2026 and $9.00 in October 2026, which is $4.00 less.',
    ],
    [
      'yes-no',
      'more',
      side(inNovember, '-5'),
      side(inOctober, '-5'),
      'No. It is the same: you spent $5.00 in November 2026 and $5.00 in October 2026.',
    ],
    [
      'how-much',
      'more',
      side(inNovember, '-5'),
      side(inOctober, '-5'),
      'It is the same: you spent $5.00 in November 2026 and $5.00 in October 2026.',
    ],
    [
      'how-much',
      'more',
      side(inNovember, '-9'),
      side(inOctober, '-5'),
      'You spent $9.00 in November 2026 and $5.00 in October 2026, which is $4.00 more.',
    ],
    [
      'which',
      'more',
      side({ constraints: [at('Lidl')] }, '-5'),
      side({ constraints: [at('Costco')] }, '-9'),
      'More at Costco: you spent $5.00 at Lidl and $9.00 at Costco.',
    ],
    [
      'which',
      'less',
      side({ constraints: [at('Lidl')] }, '-5'),
      side({ constraints: [at('Costco')] }, '-9'),
      'Less at Lidl: you spent $5.00 at Lidl and $9.00 at Costco.',
    ],
    [
      'which',
      'more',
      side({ ...inNovember, constraints: [at('Lidl')] }, '-9'),
      side({ ...inNovember, constraints: [at('Costco')] }, '-5'),
      'More at Lidl: you spent $9.00 at Lidl and $5.00 at Costco in November 2026.',
    ],
    [
      'how-much',
      'more',
      side({ ...inNovember, operation: 'count' }, '-9'),
      side({ ...inOctober, operation: 'count' }, '-5', '-6'),
      'There is one transaction in November 2026 and 2 transactions in October 2026, which is 1 fewer.',
    ],
    [
      'how-much',
      'more',
      side({ ...inNovember, operation: 'count' }, '-9', '-1'),
      side({ ...inOctober, operation: 'count' }),
      'There are 2 transactions in November 2026 and no transactions in October 2026, which is 2 more.',
    ],
    [
      'net',
      'more',
      side({ ...inNovember }, '-9'),
      side({ ...inNovember, flow: 'refunded' }, '12'),
      'You received $12.00 and spent $9.00 in November 2026, which leaves $3.00.',
    ],
    [
      'net',
      'more',
      side({ ...inNovember }, '-9'),
      side({ ...inNovember, flow: 'refunded' }, '9'),
      'You received $9.00 and spent $9.00 in November 2026, which is the same.',
    ],
    [
      'net',
      'more',
      side({ ...inNovember }, '-9'),
      side({ ...inNovember, flow: 'refunded' }, '4'),
      'You received $4.00 and spent $9.00 in November 2026, which is $5.00 more than came in.',
    ],
    [
      'net-yes-no',
      'more',
      side({ ...inNovember }, '-9'),
      side({ ...inNovember, flow: 'refunded' }, '4'),
      'Yes. You received $4.00 and spent $9.00 in November 2026, which is $5.00 more than came in.',
    ],
    [
      'net-yes-no',
      'less',
      side({ ...inNovember }, '-9'),
      side({ ...inNovember, flow: 'refunded' }, '4'),
      'No. You received $4.00 and spent $9.00 in November 2026, which is $5.00 more than came in.',
    ],
    [
      'net-yes-no',
      'less',
      side({ ...inNovember }, '-4'),
      side({ ...inNovember, flow: 'refunded' }, '9'),
      'Yes. You received $9.00 and spent $4.00 in November 2026, which leaves $5.00.',
    ],
    [
      'net-yes-no',
      'less',
      side({ ...inNovember }, '-9'),
      side({ ...inNovember, flow: 'refunded' }, '9'),
      'No. You received $9.00 and spent $9.00 in November 2026, which is the same.',
    ],
    [
      'share',
      'more',
      side({ ...inNovember, constraints: [at('Costco')] }, '-1'),
      side(inNovember, '-3'),
      '33.3 % of what you spent in November 2026 was at Costco: $1.00 of $3.00.',
    ],
    [
      'share',
      'more',
      side({ ...inNovember, constraints: [at('Costco')] }, '-1'),
      side(inNovember),
      'There is nothing to take a share of: what you spent in November 2026 is nothing.',
    ],
  ])('%s, %s', (style, asked, first, second, said) =>
    expect(compared(style, asked, first, second)).toBe(said),
  );
});
