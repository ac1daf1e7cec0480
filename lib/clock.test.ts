import { describe, expect, it } from 'vitest';
import { systemClock, WallTimes, waitUntil } from './clock.ts';
import { FakeClock } from './testing/fake-clock.ts';

describe('Clock', () => {
  it('returns wall time since the epoch and a monotonic time', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    const first = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
  });

  it('measures durations correctly when the wall clock is set back', () => {
    const clock = new FakeClock(1_000_000);
    clock.advance(500);
    clock.setWall(0);
    clock.advance(500);
    expect(clock.monotonic()).toBe(1_000);
    expect(clock.now()).toBe(500);
  });
});

describe('WallTimes', () => {
  it("keeps a moment's wall time while the clocks drift, and recomputes it after the wall clock was set", () => {
    const clock = new FakeClock(1_000_000);
    const wall = new WallTimes(clock);
    const started = clock.monotonic();
    clock.advance(60_000);
    expect(wall.of(started)).toBe(1_000_000);
    clock.setWall(clock.now() + 40);
    expect(wall.of(started)).toBe(1_000_000);
    clock.setWall(clock.now() - 3_600_000);
    // A minute ago, as the wall clock shows it now.
    expect(wall.of(started)).toBe(clock.now() - 60_000);
  });

  it('converts a stored time to a moment, and a future one to now', () => {
    const clock = new FakeClock(1_000_000);
    const wall = new WallTimes(clock);
    expect(wall.monotonicOf(999_000)).toBe(-1_000);
    expect(wall.monotonicOf(2_000_000)).toBe(0);
  });
});

function waiting(isSo: (checks: number, clock: FakeClock) => boolean) {
  const clock = new FakeClock();
  let checks = 0;
  const options = {
    clock,
    sleep: async (ms: number) => clock.advance(ms),
    timeoutMs: 1_000,
    intervalMs: 100,
  };
  return { clock, checks: () => checks, done: waitUntil(() => isSo(++checks, clock), options) };
}

it('looks until it is so', async () => {
  const wait = waiting((checks) => checks === 3);
  expect([await wait.done, wait.checks(), wait.clock.monotonic()]).toEqual([true, 3, 200]);
});

it('times out even if a single check takes long', async () => {
  const quick = waiting(() => false);
  expect([await quick.done, quick.clock.monotonic()]).toEqual([false, 1_000]);
  const slow = waiting((_looks, clock) => {
    clock.advance(400);
    return false;
  });
  expect([await slow.done, slow.checks()]).toEqual([false, 3]);
});

it('measures while the wall clock is set', async () => {
  const wait = waiting((_looks, clock) => {
    clock.setWall(clock.now() - 3_600_000);
    return false;
  });
  expect([await wait.done, wait.clock.monotonic()]).toEqual([false, 1_000]);
});
