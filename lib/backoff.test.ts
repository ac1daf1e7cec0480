import { expect, it } from 'vitest';
import { Backoff } from './backoff.ts';

it('doubles the delay up to its maximum, and starts again after a success', () => {
  const backoff = new Backoff({ firstMs: 1_000, maxMs: 30_000 });
  const delays = Array.from({ length: 8 }, () => backoff.next());
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  for (let failures = 0; failures < 2_000; failures += 1) backoff.next();
  expect(backoff.next()).toBe(30_000);
  backoff.reset();
  expect(backoff.next()).toBe(1_000);
});

it('shortens a delay by up to a half with jitter, so that many clients do not come back together', () => {
  const delays = [0, 0.5, 1].map((drawn) =>
    new Backoff({ firstMs: 1_000, maxMs: 30_000, random: () => drawn }).next(),
  );
  expect(delays).toEqual([1_000, 750, 500]);
});
