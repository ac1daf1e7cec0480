import { describe, expect, it } from 'vitest';
import { periodOf } from './period.ts';

describe('periodOf', () => {
  // A Monday.
  const today = '2026-11-23';
  it.each([
    ['spent today', '2026-11-23', '2026-11-23'],
    ['spent yesterday', '2026-11-22', '2026-11-22'],
    ['tomorrow', '2026-11-24', '2026-11-24'],
    ['next week', '2026-11-30', '2026-12-06'],
    ['next month', '2026-12-01', '2026-12-31'],
    ['next year', '2027-01-01', '2027-12-31'],
    ['This Week?', '2026-11-23', '2026-11-29'],
    ['last week', '2026-11-16', '2026-11-22'],
    ['this month', '2026-11-01', '2026-11-30'],
    ['last month', '2026-10-01', '2026-10-31'],
    ['this year', '2026-01-01', '2026-12-31'],
    ['last year', '2025-01-01', '2025-12-31'],
  ])('%s', (text, from, to) => {
    expect(periodOf(text, today)).toMatchObject({ from, to });
  });

  it('goes over the turn of the year', () => {
    expect(periodOf('last month', '2027-01-15')).toMatchObject({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodOf('this week', '2027-01-03')).toMatchObject({ from: '2026-12-28', to: '2027-01-03' });
  });

  it('is none where none is named', () => {
    expect(periodOf('my todays', today)).toBeUndefined();
    expect(periodOf('the month', today)).toBeUndefined();
  });
});
