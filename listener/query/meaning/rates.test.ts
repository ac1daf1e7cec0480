import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findRate, type Rate, unitsIn, usualPeriod } from './rates.ts';

const TODAY = '2026-11-23';
const rateOf = (text: string) => findRate(new WordUse(tokenize(text), new Set()));

describe('a rate', () => {
  it.each([
    ['how much a month', 'month'],
    ['how much every week', 'week'],
    ['monthly', 'month'],
    ['per day', 'day'],
    ['each year', 'year'],
    ['how much in may', undefined],
    ['every three months', undefined],
  ])('%s', (text, rate) => {
    expect(rateOf(text)).toBe(rate);
  });

  it('is that of whole months and weeks, where no time is said', () => {
    expect(usualPeriod('month', TODAY)).toMatchObject({ from: '2025-11-01', to: '2026-10-31' });
    expect(usualPeriod('week', TODAY)).toMatchObject({ from: '2026-08-31', to: '2026-11-22' });
    expect(usualPeriod('day', TODAY)).toMatchObject({ from: '2026-10-24', to: '2026-11-22' });
  });

  it.each<[string, string, Rate, number | undefined]>([
    ['2026-01-01', '2026-12-31', 'month', 11],
    ['2025-01-01', '2025-12-31', 'month', 12],
    ['2025-01-01', '2025-12-31', 'year', 1],
    ['2026-10-01', '2026-10-31', 'week', 4.4],
    ['2026-11-16', '2026-11-22', 'day', 7],
    ['2026-11-16', '2026-11-22', 'month', undefined],
    ['2026-12-01', '2026-12-31', 'month', undefined],
    ['2026-09-02', '2026-10-31', 'month', 2],
    ['2026-09-01', '2026-10-15', 'month', 1.5],
    ['2025-11-24', '2026-11-23', 'year', 1],
    ['2026-11-23', '2026-11-23', 'day', 1],
  ])('%s to %s has so many of a %s', (from, to, rate, number) => {
    expect(unitsIn({ from, to, words: '', unit: 'span' }, rate, TODAY)?.number).toBe(number);
  });

  it('cannot be reckoned of what has no beginning', () => {
    expect(unitsIn({ to: '2026-10-31', words: '', unit: 'span' }, 'month', TODAY)).toBeUndefined();
  });

  it('says that its last month still runs', () => {
    expect(unitsIn({ from: '2026-01-01', words: '', unit: 'span' }, 'month', TODAY)?.runs).toBe(true);
    const runs = (from: string, rate: Rate, today = TODAY) =>
      unitsIn({ from, words: '', unit: 'span' }, rate, today)?.runs;
    expect(runs('2026-01-15', 'month')).toBe(false);
    expect(runs('2026-01-01', 'week')).toBe(false);
    expect(runs('2026-01-01', 'month', '2026-11-30')).toBe(false);
    expect(runs('2026-01-01', 'month', '2026-11-29')).toBe(true);
    expect(
      unitsIn({ from: '2026-01-01', to: '2026-10-31', words: '', unit: 'span' }, 'month', TODAY)?.runs,
    ).toBe(false);
  });
});
