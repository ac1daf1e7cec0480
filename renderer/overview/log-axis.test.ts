import { expect, it } from 'vitest';
import { decadesOf, isDecade, withoutZeros } from './log-axis.ts';

it.each([
  [3, 480, 1, 1_000],
  [0, 4, 0.1, 10],
  [1, 1, 1, 10],
  [10, 100, 10, 100],
  [null, null, 1, 10],
] as const)('goes around %j and %j', (min, max, low, high) => {
  const [from, to] = decadesOf(min, max);
  expect(from).toBeCloseTo(low, 6);
  expect(to).toBeCloseTo(high, 6);
});

it('marks powers of ten only', () => {
  expect([0.1, 1, 10, 1_000].every(isDecade)).toBe(true);
  expect([2, 5, 20, 999].some(isDecade)).toBe(false);
});

it('draws a value of 0 at the end of the axis, and keeps gaps', () => {
  expect(withoutZeros([0, null, 3])).toEqual([0.1, null, 3]);
});
