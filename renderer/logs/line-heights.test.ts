import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineHeights } from './line-heights.ts';

it('positions lines of equal height', () => {
  const heights = new LineHeights(20);
  expect(heights.top(1_000_000, 0)).toBe(20_000_000);
  expect([0, 19, 20, 40, -5].map((y) => heights.rowAt(y, 7))).toEqual([7, 7, 8, 9, 7]);
});

it('equals the sum of all line heights', () => {
  const measured = fc.array(fc.record({ row: fc.nat(60), lines: fc.integer({ min: 1, max: 5 }) }));
  fc.assert(
    fc.property(measured, fc.nat(20), fc.nat(60), fc.nat(3_000), (list, first, more, y) => {
      const heights = new LineHeights(20);
      const plain = new Map<number, number>();
      for (const { row, lines } of list) {
        const grown = heights.measure(row, lines * 20);
        expect(grown).toBe(lines * 20 - (plain.get(row) ?? 20));
        plain.set(row, lines * 20);
      }
      const summed = (to: number): number => {
        let sum = 0;
        for (let row = first; row < to; row += 1) sum += plain.get(row) ?? 20;
        return sum;
      };
      expect(heights.top(first + more, first)).toBe(summed(first + more));
      const at = heights.rowAt(y, first);
      expect(summed(at)).toBeLessThanOrEqual(y);
      expect(summed(at + 1)).toBeGreaterThan(y);
    }),
  );
});
