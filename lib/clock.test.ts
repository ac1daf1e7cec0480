import { describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { FakeClock } from './testing/fake-clock.ts';

describe('Clock', () => {
  it('gives wall time since the epoch, and a monotonic time that does not go back', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    const first = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
  });

  it('keeps durations when the wall clock is set back', () => {
    const clock = new FakeClock(1_000_000);
    clock.advance(500);
    clock.setWall(0);
    clock.advance(500);
    expect(clock.monotonic()).toBe(1_000);
    expect(clock.now()).toBe(500);
  });
});
