import { describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { FoundPeriod, Period } from '../periods/period.ts';
import type { Catalogue } from '../table/catalogue.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { isOnePeriod, isReckonable, periodMeant, periodsOf, takePeriods } from './subject-periods.ts';

const TODAY = '2026-11-23';
const may: Period = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' };
const at = (place: number, period: Period, length = 1): FoundPeriod => ({ at: place, length, period });

const periods = (
  intent: string,
  text: string,
  more: { previous?: Query; settled?: readonly number[]; catalogue?: Catalogue } = {},
) => {
  const words = new WordUse(tokenize(text), new Set(more.settled ?? []));
  const timed = { tokens: words.tokens, today: TODAY, previous: more.previous };
  return periodsOf(words, subjectOf(intent), more.catalogue, timed, undefined).map(
    ({ period }) => period.words,
  );
};

describe('when a question is meant', () => {
  it('is one time where it is said twice', () => {
    expect(isOnePeriod([at(0, may), at(3, { ...may })])).toBe(true);
    expect(isOnePeriod([at(0, may), at(3, { ...may, to: '2026-05-15' })])).toBe(false);
    expect(isOnePeriod([at(0, may), at(3, { ...may, from: '2026-05-15' })])).toBe(false);
    expect(isOnePeriod([])).toBe(true);
  });

  it('is in words that are free, and in no name', () => {
    expect(periods('TRANSACTION', 'rent in May')).toEqual(['in May 2026']);
    expect(periods('TRANSACTION', 'rent in May', { settled: [2] })).toEqual([]);
    expect(periods('DOCTOR', 'Chen in May')).toEqual([]);
    const within = (is: boolean) => ({ isWithinName: () => is }) as unknown as Catalogue;
    expect(periods('TRANSACTION', 'rent in May', { catalogue: within(true) })).toEqual([]);
    expect(periods('TRANSACTION', 'rent in May', { catalogue: within(false) })).toEqual(['in May 2026']);
  });

  it('is the running year beside what is yearly', () => {
    expect(periods('TRANSACTION', 'yearly coffee so far')).toEqual(['this year', 'this year']);
    expect(periods('TRANSACTION', 'yearly coffee')).not.toContain('this year');
    expect(periods('TRANSACTION', 'coffee so far')).not.toContain('this year');
    expect(periods('APPOINTMENT', 'yearly visit so far')).not.toContain('this year');
  });

  it('is the current one behind one that is past', () => {
    const earlier = (period: Period | undefined) => ({ ...plainQuery(subjectOf('TRANSACTION')), period });
    const now = (period: Period | undefined) => periods('TRANSACTION', 'now', { previous: earlier(period) });
    expect(now(may)).toEqual(['this month']);
    expect(now({ ...may, unit: 'day' })).toEqual(['today']);
    expect(now({ ...may, unit: 'year' })).toEqual(['this year']);
    expect(now({ ...may, unit: 'span' })).not.toContain('this span');
    expect(now(undefined)).not.toContain('this month');
    expect(periods('TRANSACTION', 'in May', { previous: earlier({ ...may, unit: 'week' }) })).toEqual([
      'in May 2026',
    ]);
  });

  it('uses its words, and "back" in front of them', () => {
    const used = (text: string, place: number, length: number) => {
      const words = new WordUse(tokenize(text), new Set());
      takePeriods(words, [at(place, may, length)]);
      return [...words.used].sort((a, b) => a - b);
    };
    expect(used('rent in May', 1, 2)).toEqual([1, 2]);
    expect(used('rent back in May', 2, 2)).toEqual([1, 2, 3]);
    expect(used('gave back in May', 2, 2)).toEqual([2, 3]);
    expect(used('back last May', 1, 2)).toEqual([1, 2]);
    expect(used('what did I get through May', 4, 2)).toEqual([5]);
    expect(used('what did I see through May', 4, 2)).toEqual([4, 5]);
  });

  it('is as it is said, else as the rate or "recent" has it', () => {
    const of = (intent: string, more: Partial<Parameters<typeof periodMeant>[0]>) =>
      periodMeant({
        subject: subjectOf(intent),
        found: undefined,
        order: undefined,
        operation: 'sum',
        rate: undefined,
        isDated: false,
        today: TODAY,
        ...more,
      });
    expect(of('TRANSACTION', { found: may, rate: 'month' })).toBe(may);
    expect(of('TRANSACTION', { rate: 'month' })).toBeDefined();
    expect(of('TRANSACTION', {})).toBeUndefined();
    expect(of('TRANSACTION', { order: 'recent' })).toBeDefined();
    expect(of('TRANSACTION', { order: 'last' })).toBeUndefined();
    expect(of('TRANSACTION', { order: 'recent', operation: 'list' })).toBeUndefined();
    expect(of('ALLERGY', { order: 'recent', operation: 'field', isDated: true })).toBeDefined();
    const cancelled = subjectOf('APPOINTMENT').states.find(({ name }) => name === 'cancelled');
    const recent = of('APPOINTMENT', {
      order: 'recent',
      operation: 'exists',
      ...(cancelled && { state: cancelled }),
    });
    expect(recent).toMatchObject({ words: expect.stringMatching(/^since /) });
    expect(recent).not.toHaveProperty('to');
    const ago: Period = {
      words: 'a year ago',
      from: '2025-11-01',
      to: '2025-11-30',
      unit: 'month',
      ago: '2025-11-23',
    };
    expect(of('HEALTH_DATA', { found: ago, operation: 'list' })).not.toEqual(ago);
    expect(of('HEALTH_DATA', { found: ago, operation: 'average' })).toBe(ago);
    expect(of('HEALTH_DATA', { found: ago, operation: 'list', order: 'max' })).toBe(ago);
    expect(of('APPOINTMENT', { found: ago, operation: 'list' })).toBe(ago);
  });

  it('can be reckoned by a rate where it has one at least', () => {
    expect(isReckonable(undefined, undefined, 'list', TODAY)).toBe(true);
    expect(isReckonable('month', may, 'sum', TODAY)).toBe(true);
    expect(isReckonable('month', may, 'count', TODAY)).toBe(true);
    expect(isReckonable('month', may, 'times', TODAY)).toBe(true);
    expect(isReckonable('month', may, 'list', TODAY)).toBe(false);
    expect(isReckonable('month', undefined, 'sum', TODAY)).toBe(false);
    const day: Period = { words: 'on May 1', from: '2026-05-01', to: '2026-05-01', unit: 'day' };
    expect(isReckonable('month', day, 'sum', TODAY)).toBe(false);
  });
});
