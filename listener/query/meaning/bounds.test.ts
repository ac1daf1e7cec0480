import { describe, expect, it } from 'vitest';
import { describeBounds, isWithin } from './bounds.ts';

const bounds = (over: number | undefined, under: number | undefined, isInclusive?: boolean) => ({
  over,
  under,
  isInclusive,
});

describe('isWithin', () => {
  it('leaves the numbers themselves out', () => {
    expect([99, 100, 101].map((one) => isWithin(one, bounds(100, undefined)))).toEqual([false, false, true]);
    expect([99, 100, 101].map((one) => isWithin(one, bounds(undefined, 100)))).toEqual([true, false, false]);
    expect([50, 75, 100].map((one) => isWithin(one, bounds(50, 100)))).toEqual([false, true, false]);
  });

  it('has them within where they are said to be', () => {
    expect([99, 100, 101].map((one) => isWithin(one, bounds(100, undefined, true)))).toEqual([
      false,
      true,
      true,
    ]);
    expect([99, 100, 101].map((one) => isWithin(one, bounds(undefined, 100, true)))).toEqual([
      true,
      true,
      false,
    ]);
    expect([49, 50, 100, 101].map((one) => isWithin(one, bounds(50, 100, true)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('holds anything without a bound', () => {
    expect(isWithin(7, bounds(undefined, undefined))).toBe(true);
    expect(isWithin(7, bounds(undefined, undefined, true))).toBe(true);
  });
});

describe('describeBounds', () => {
  it.each([
    [bounds(100, undefined), 'over 100'],
    [bounds(undefined, 100), 'under 100'],
    [bounds(50, 100), 'over 50 and under 100'],
    [bounds(100, undefined, true), 'at least 100'],
    [bounds(undefined, 100, true), 'at most 100'],
    [bounds(50, 100, true), 'between 50 and 100'],
    [bounds(undefined, undefined), ''],
  ])('%o', (given, said) => {
    expect(describeBounds(given, String)).toBe(said);
  });
});
