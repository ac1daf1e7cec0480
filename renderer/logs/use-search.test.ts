import { expect, it } from 'vitest';
import { matchFrom } from './use-search.ts';

it('goes to the next match and around the end', () => {
  const rows = [3, 7, 9];
  expect(matchFrom(rows, undefined, 'next')).toBe(3);
  expect(matchFrom(rows, undefined, 'previous')).toBe(9);
  expect(matchFrom(rows, 3, 'next')).toBe(7);
  expect(matchFrom(rows, 9, 'next')).toBe(3);
  expect(matchFrom(rows, 3, 'previous')).toBe(9);
  expect(matchFrom([], 3, 'next')).toBeUndefined();
});
