import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from './message-intake.ts';

describe('Rate', () => {
  it('allows a burst, then the average', () => {
    const rate = new TokenBucket(20, 60);
    const at = (ms: number, count: number) =>
      Array.from({ length: count }, () => rate.take(ms)).filter(Boolean).length;
    expect(at(1_000_000, 100)).toBe(60);
    expect(at(1_000_500, 100)).toBe(10);
    expect(at(1_100_000, 100)).toBe(60);
  });

  it('has no limit at 0', () => {
    const rate = new TokenBucket(0, 1);
    expect(Array.from({ length: 1_000 }, () => rate.take(1)).every(Boolean)).toBe(true);
  });

  it('never exceeds burst and average, even if the clock goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 200 }), (times) => {
        const rate = new TokenBucket(10, 5);
        const forward = times.reduce((sum, ms, n) => sum + Math.max(0, ms - (times[n - 1] ?? ms)), 0);
        const taken = times.filter((ms) => rate.take(ms)).length;
        expect(taken).toBeLessThanOrEqual(5 + forward / 100 + 1);
      }),
    );
  });
});
