import { expect, it } from 'vitest';
import { describeSpread, median, quantile, spreadOf } from './spread.ts';

it.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 100, 2], 3],
  [[10, 9, 8], 9],
])('computes the median of %j', (figures, middle) => {
  expect(median(figures)).toBe(middle);
});

it('returns NaN for an empty list', () => {
  expect(median([])).toBeNaN();
});

it('does not reorder its input', () => {
  const figures = [3, 1, 2];
  median(figures);
  expect(figures).toEqual([3, 1, 2]);
});

it('interpolates between two figures', () => {
  expect(quantile([0, 10, 20, 30, 40], 0.25)).toBe(10);
  expect(quantile([10, 20], 0.25)).toBe(12.5);
});

it('is the middle half in shares of the median', () => {
  expect(spreadOf([80, 90, 100, 110, 150], [1, 2, 3])).toEqual({
    turns: 5,
    figure: { low: 0.9, high: 1.1 },
    ratio: { low: 0.75, high: 1.25 },
  });
  expect(spreadOf([0, 0, 0]).figure).toEqual({ low: 1, high: 1 });
});

it('says how often and how wide', () => {
  expect(describeSpread(spreadOf([80, 90, 100, 110, 150]))).toBe('5 turns: 90–110 %');
  expect(describeSpread(spreadOf([5]))).toBe('1 turn: 100–100 %');
  expect(describeSpread(spreadOf([100, 100], [2, 2]))).toBe('2 turns: 100–100 %, ratio 100–100 %');
});
