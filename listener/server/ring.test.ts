import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ring } from './recent-activity.ts';

it('holds the last items in order, and never more than its capacity', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.integer()), (capacity, items) => {
      const ring = new Ring<number>(capacity);
      for (const item of items) ring.add(item);
      expect(ring.oldestFirst()).toEqual(items.slice(-capacity));
      expect(ring.newestFirst()).toEqual(items.slice(-capacity).reverse());
      expect(ring.size).toBe(Math.min(items.length, capacity));
    }),
  );
});
