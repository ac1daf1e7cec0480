import { expect, it } from 'vitest';
import { median } from './median.ts';

it.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 100, 2], 3],
  [[10, 9, 8], 9],
])('takes the middle of %j', (figures, middle) => {
  expect(median(figures)).toBe(middle);
});

it('is no number where there are no figures', () => {
  expect(median([])).toBeNaN();
});

it('leaves the figures in their order', () => {
  const figures = [3, 1, 2];
  median(figures);
  expect(figures).toEqual([3, 1, 2]);
});
