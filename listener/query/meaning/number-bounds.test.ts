import { describe, expect, it } from 'vitest';
import { isWithin, type NumberBound } from './number-bounds.ts';

const bound = (sense: NumberBound['sense'], value = 2): NumberBound => ({ sense, value, of: undefined });

describe('a number that others are compared with', () => {
  it.each([
    ['more than', [false, false, true]],
    ['at least', [false, true, true]],
    ['less than', [true, false, false]],
    ['at most', [true, true, false]],
    ['exactly', [false, true, false]],
  ] as const)('%s', (sense, of) => {
    expect([1, 2, 3].map((number) => isWithin(bound(sense), number))).toEqual(of);
  });

  it('is not met by what is no number', () => {
    for (const sense of ['more than', 'at least', 'less than', 'at most', 'exactly'] as const)
      expect(isWithin(bound(sense), Number.NaN)).toBe(false);
  });
});
