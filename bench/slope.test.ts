import { expect, it } from 'vitest';
import { growthPerHour } from './slope.ts';

const minutes = (values: readonly number[]) => values.map((value, at) => ({ at: at * 60_000, value }));

it('is what a value grows an hour, whatever it begins with', () => {
  expect(growthPerHour(minutes([100, 101, 102, 103]))).toBeCloseTo(60);
  expect(growthPerHour(minutes([7, 7, 7]))).toBe(0);
  expect(growthPerHour(minutes([5, 3]))).toBeCloseTo(-120);
});

it('follows the line through all of them, not the first and the last', () => {
  expect(growthPerHour(minutes([0, 10, 0, 10, 0]))).toBeCloseTo(0);
});

it('is nothing where there is no time between', () => {
  expect(growthPerHour([])).toBe(0);
  expect(growthPerHour([{ at: 5, value: 9 }])).toBe(0);
});
