import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { internalDay, isoDate, isoDay, isoTime } from './iso.ts';

describe('dates', () => {
  it.each([
    ['2026-11-11', 'D4-YMD', '2026-11-11'],
    ['21500', '', '2026-11-11'],
    ['11 NOV 2026', 'D', '2026-11-11'],
    ['11 Nov 26', 'D2', '2026-11-11'],
    ['11/12/2026', 'D4/', '2026-11-12'],
    ['11/12/2026', 'D4/E', '2026-12-11'],
    ['11-12-26', 'D2-DMY', '2026-12-11'],
    ['11/12/67', 'D2/', '1967-11-12'],
    ['2026/11/12', 'D4/YMD', '2026-11-12'],
    ['13/45/2026', 'D4/', '13/45/2026'],
    ['30 FEB 2026', 'D', '30 FEB 2026'],
    ['soon', 'D', 'soon'],
  ])('%s under %s is %s', (text, conversion, iso) => {
    expect(isoDate(text, conversion)).toBe(iso);
  });

  it('count from 31 December 1967', () => {
    expect(isoDay(0)).toBe('1967-12-31');
    expect(internalDay('2026-11-11')).toBe(21_500);
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => internalDay(isoDay(day)) === day),
    );
  });
});

describe('times', () => {
  it.each([
    ['32400', '09:00:00'],
    ['09:00:00', '09:00:00'],
    ['9:05', '09:05:00'],
    ['2:05 PM', '14:05:00'],
    ['12:00am', '00:00:00'],
    ['12:30 p.m.', '12:30:00'],
    ['9 PM', '21:00:00'],
    ['25:00', '25:00'],
    ['99999', ''],
    ['86399', '23:59:59'],
    ['86400', ''],
    ['-5', ''],
    ['morning', 'morning'],
    ['9', '9'],
  ])('%s is %s', (text, iso) => {
    expect(isoTime(text)).toBe(iso);
  });

  it.each([
    ['0', '00:00:00'],
    ['5', '00:00:05'],
    ['34200.5', '09:30:00'],
    ['-5', ''],
    ['86400', ''],
    ['9:30 AM', '09:30:00'],
    ['noon', 'noon'],
  ])('of a field that QM stores as seconds: %s is %s', (text, iso) => {
    expect(isoTime(text, true)).toBe(iso);
  });
});
