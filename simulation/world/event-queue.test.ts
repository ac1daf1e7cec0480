import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

it('returns the earliest event first, and simultaneous events in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (moments) => {
      const queue = new EventQueue<number>();
      moments.forEach((at, order) => void queue.add(at, order));
      const taken = Array.from({ length: moments.length }, () => queue.take());
      const expected = moments
        .map((at, order) => ({ at, order, value: order }))
        .sort((one, other) => one.at - other.at || one.order - other.order);
      expect(taken).toEqual(expected);
      expect(queue.take()).toBeUndefined();
    }),
  );
});
