import { expect, it } from 'vitest';
import { nextMatch } from './use-search.ts';

it('moves to the next match and wraps around the end', () => {
  const rows = [3, 7, 9];
  expect(nextMatch(rows, undefined, 'next')).toBe(3);
  expect(nextMatch(rows, undefined, 'previous')).toBe(9);
  expect(nextMatch(rows, 3, 'next')).toBe(7);
  expect(nextMatch(rows, 9, 'next')).toBe(3);
  expect(nextMatch(rows, 3, 'previous')).toBe(9);
  expect(nextMatch([], 3, 'next')).toBeUndefined();
});
