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

it('compares run by run: digits as numbers, the rest byte by byte', () => {
  const runs = (id: string) => id.match(/\d+|\D+/g) ?? [];
  const expected = (a: string, b: string): number => {
    const [left, right] = [runs(a), runs(b)];
    for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
      const [x = '', y = ''] = [left[index], right[index]];
      if (x === y) continue;
      const numbers = /^\d/.test(x) && /^\d/.test(y);
      return (numbers ? Number(x) - Number(y) : 0) || (x < y ? -1 : 1);
    }
    return left.length - right.length;
  };
  const id = fc.string({ unit: fc.constantFrom('0', '1', '9', 'M', '-', ':', '!'), maxLength: 8 });
  fc.assert(
    fc.property(id, id, (a, b) => {
      expect(Math.sign(compareIds(a, b))).toBe(Math.sign(expected(a, b)));
    }),
    { numRuns: 20_000 },
  );
});
