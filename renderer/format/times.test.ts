import { expect, it } from 'vitest';
import { formatClock, formatShortDuration } from './times.ts';

it('shows the largest unit of a duration', () => {
  expect([310_000, 273_600_000, 0].map(formatShortDuration)).toEqual(['5 min', '3 d', '0 s']);
});

it('says the time of day, with the date on another day', () => {
  const at = new Date(2026, 10, 23, 5, 6, 7).getTime();
  expect(formatClock(at, at + 1_000)).toBe('05:06:07');
  expect(formatClock(at, at + 86_400_000)).toBe('2026-11-23 05:06:07');
});
