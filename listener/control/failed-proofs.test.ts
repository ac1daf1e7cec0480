import { expect, it } from 'vitest';
import { FailedProofs } from './peer.ts';

it('doubles the wait up to five seconds, and forgets after a quiet minute', () => {
  const wrong = new FailedProofs();
  const delays = Array.from({ length: 7 }, (_, index) => wrong.add(index));
  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  expect(wrong.add(60_000)).toBe(5_000);
  expect(wrong.add(120_001)).toBe(250);
});
