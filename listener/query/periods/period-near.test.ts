import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { aroundDay, nearestTo } from './period-near.ts';
import { periodsIn } from './periods-in.ts';

const around = (text: string) => {
  const [found] = periodsIn(tokenize(text), { today: '2026-11-23', direction: 'past' });
  return found && aroundDay(found.period);
};

describe('the days about a day that is so long ago', () => {
  it.each([
    ['a year ago', '2025-10-09 2026-01-07 2025-11-23'],
    ['two years ago', '2024-10-09 2025-01-07 2024-11-23'],
    ['since a year ago', '2025-10-09 undefined 2025-11-23'],
  ])('%s', (text, days) => {
    const found = around(text);
    expect(`${found?.from} ${found?.to} ${found?.near}`).toBe(days);
  });

  it.each(['last year', 'two months ago', 'in 2025', 'a year ago in May', 'a year ago today'])(
    'are none of another time: %s',
    (text) => expect(around(text)).toBeUndefined(),
  );
});

describe('the nearest of several days', () => {
  const nearest = (...days: readonly string[]) => nearestTo(days, '2025-11-23', (day) => day);
  it('is before or after it', () => {
    expect(nearest('2025-12-19', '2025-11-20')).toBe('2025-11-20');
    expect(nearest('2025-11-24', '2025-11-20')).toBe('2025-11-24');
  });
  it('is the earlier one of two that are as near', () => {
    expect(nearest('2025-11-24', '2025-11-22')).toBe('2025-11-22');
    expect(nearest()).toBeUndefined();
  });
});
