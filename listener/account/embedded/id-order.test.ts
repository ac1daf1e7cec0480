import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareIds } from './id-order.ts';

it('counts as people do', () => {
  expect(['M10', 'M2', 'M1', 'B2-1', 'B1-12', 'B1-3', '10', '9', 'M01'].sort(compareIds)).toEqual([
    '9',
    '10',
    'B1-3',
    'B1-12',
    'B2-1',
    'M01',
    'M1',
    'M2',
    'M10',
  ]);
});

it('is an order: two ids compare alike both ways, and only equal ones are equal', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(Math.sign(compareIds(a, b)) + Math.sign(compareIds(b, a))).toBe(0);
      expect(compareIds(a, b) === 0).toBe(a === b);
    }),
  );
});
