import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { at, paid, told } from '../testing/told-money.ts';

describe('how an amount has changed', () => {
  const changed = { changed: { period: undefined }, constraints: [at('Netflix')] };
  const each = (...amounts: readonly string[]) =>
    amounts.map((amount, index) => paid(amount, `2026-${String(10 - index).padStart(2, '0')}-05`, 'Netflix'));
  const of = (words: string, from: string, to?: string) =>
    ({
      ...changed,
      changed: { period: { words, from, ...(to !== undefined && { to }), unit: 'span' } },
    }) as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'up',
      changed,
      each('-17.99', '-15.49'),
      'What you pay at Netflix went up by $2.50, from $15.49 on Saturday, September 5, 2026 to $17.99 on Monday, October 5, 2026. [2026-10-05 -17.99] 1',
    ],
    [
      'down',
      changed,
      each('-15.49', '-17.99'),
      'What you pay at Netflix went down by $2.50, from $17.99 on Saturday, September 5, 2026 to $15.49 on Monday, October 5, 2026. [2026-10-05 -15.49] 1',
    ],
    [
      'not at all',
      changed,
      each('-15.49', '-15.49'),
      'What you pay at Netflix has not changed: $15.49 on Saturday, September 5, 2026 and $15.49 on Monday, October 5, 2026. [2026-09-05 -15.49, 2026-10-05 -15.49] 2',
    ],
    [
      'up and down',
      changed,
      each('-15.49', '-17.99', '-15.49'),
      'What you pay at Netflix went up by $2.50, from $15.49 on Wednesday, August 5, 2026 to $17.99 on Saturday, September 5, 2026, and down by $2.50, from $17.99 on Saturday, September 5, 2026 to $15.49 on Monday, October 5, 2026. [2026-09-05 -17.99, 2026-10-05 -15.49] 2',
    ],
    [
      'three times',
      changed,
      each('-1', '-2', '-3', '-4'),
      'What you pay at Netflix went down by $1.00, from $4.00 on Sunday, July 5, 2026 to $3.00 on Wednesday, August 5, 2026, down by $1.00, from $3.00 on Wednesday, August 5, 2026 to $2.00 on Saturday, September 5, 2026, and down by $1.00, from $2.00 on Saturday, September 5, 2026 to $1.00 on Monday, October 5, 2026. [2026-08-05 -3, 2026-09-05 -2, 2026-10-05 -1] 3',
    ],
    [
      'one only',
      changed,
      each('-15.49'),
      'I have too few payments at Netflix on record to compare. [2026-10-05 -15.49] 0',
    ],
    ['none', changed, [], 'I have too few payments at Netflix on record to compare. [] 0'],
    [
      'whether: yes',
      { ...changed, yesNo: true },
      each('-17.99', '-15.49'),
      'Yes. What you pay at Netflix went up by $2.50, from $15.49 on Saturday, September 5, 2026 to $17.99 on Monday, October 5, 2026. [2026-10-05 -17.99] 1',
    ],
    [
      'whether: no',
      { ...changed, yesNo: true },
      each('-15.49', '-15.49'),
      'No. What you pay at Netflix has not changed: $15.49 on Saturday, September 5, 2026 and $15.49 on Monday, October 5, 2026. [2026-09-05 -15.49, 2026-10-05 -15.49] 2',
    ],
    [
      'whether up: no',
      { ...changed, yesNo: true, way: 'up' },
      each('-15.49', '-17.99'),
      'No. What you pay at Netflix went down by $2.50, from $17.99 on Saturday, September 5, 2026 to $15.49 on Monday, October 5, 2026. [2026-10-05 -15.49] 1',
    ],
    [
      'of a time, than before',
      of('in October 2026', '2026-10-01', '2026-10-31'),
      each('-17.99', '-15.49', '-9'),
      'What you pay at Netflix went up by $2.50, from $15.49 on Saturday, September 5, 2026 to $17.99 on Monday, October 5, 2026. [2026-10-05 -17.99] 1',
    ],
    [
      'of a time before',
      of('in August 2026', '2026-08-01', '2026-08-31'),
      each('-17.99', '-15.49', '-9'),
      'I have too few payments at Netflix in August 2026 on record to compare. [2026-08-05 -9] 0',
    ],
    [
      'of a time in which none was paid',
      of('in November 2026', '2026-11-01', '2026-11-30'),
      each('-17.99', '-15.49'),
      'I have too few payments at Netflix in November 2026 on record to compare. [2026-10-05 -17.99] 0',
    ],
    [
      'since last month',
      of('since last month', '2026-09-01'),
      each('-17.99', '-15.49', '-9'),
      'What you pay at Netflix went up by $2.50, from $15.49 on Saturday, September 5, 2026 to $17.99 on Monday, October 5, 2026. [2026-10-05 -17.99] 1',
    ],
    [
      'since last month, of one',
      of('since last month', '2026-10-01'),
      each('-17.99', '-15.49', '-9'),
      'What you pay at Netflix went up by $2.50, from $15.49 on Saturday, September 5, 2026 to $17.99 on Monday, October 5, 2026. [2026-10-05 -17.99] 1',
    ],
    [
      'what comes in',
      { ...changed, flow: 'earned', constraints: [at('Initech')] },
      [paid('9', '2026-10-01', 'Initech', 'SALARY'), paid('8', '2026-09-01', 'Initech', 'SALARY')],
      'What you receive at Initech went up by $1.00, from $8.00 on Tuesday, September 1, 2026 to $9.00 on Thursday, October 1, 2026. [2026-10-01 9] 1',
    ],
    [
      'of the one that is paid most often',
      { changed: { period: undefined }, flow: 'earned' },
      [
        paid('9', '2026-10-01', 'Initech', 'SALARY'),
        paid('8', '2026-09-01', 'Initech', 'SALARY'),
        paid('1', '2026-10-30', 'Bank', 'INTEREST'),
      ],
      'What you receive went up by $1.00, from $8.00 on Tuesday, September 1, 2026 to $9.00 on Thursday, October 1, 2026. [2026-10-01 9] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
