import { expect, it } from 'vitest';
import { clock, duration, shortDuration } from './times.ts';

it('says a duration in its two largest units', () => {
  expect([0, 12_000, 310_000, 11_640_000, 273_600_000, -5].map(duration)).toEqual([
    '0 s',
    '12 s',
    '5 min 10 s',
    '3 h 14 min',
    '3 d 4 h',
    '0 s',
  ]);
  expect([310_000, 273_600_000].map(shortDuration)).toEqual(['5 min', '3 d']);
});

it('says the time of day, with the date on another day', () => {
  const at = new Date(2026, 10, 23, 5, 6, 7).getTime();
  expect(clock(at, at + 1_000)).toBe('05:06:07');
  expect(clock(at, at + 86_400_000)).toBe('2026-11-23 05:06:07');
});
