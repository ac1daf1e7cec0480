import { expect, it } from 'vitest';
import { Limiter } from './limiter.ts';

it('runs no more tasks at a time than allowed, in their order, also after errors', async () => {
  const limiter = new Limiter(3);
  const order: number[] = [];
  let running = 0;
  let maxRunning = 0;
  const task = (index: number) => async () => {
    running += 1;
    maxRunning = Math.max(maxRunning, running);
    order.push(index);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (index % 4 === 0) throw new Error(`task ${index}`);
    return index;
  };
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => limiter.run(task(index))),
  );
  expect([maxRunning, running]).toEqual([3, 0]);
  expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5);
  expect(await limiter.run(async () => 'free again')).toBe('free again');
});
