import { expect, it } from 'vitest';
import { waitUntil } from './clock.ts';
import { FakeClock } from './testing/fake-clock.ts';

function waiting(isSo: (looks: number, clock: FakeClock) => boolean) {
  const clock = new FakeClock();
  let looks = 0;
  const options = { clock, sleep: async (ms: number) => clock.advance(ms), timeoutMs: 1_000, everyMs: 100 };
  return { clock, looks: () => looks, done: waitUntil(() => isSo(++looks, clock), options) };
}

it('looks until it is so', async () => {
  const wait = waiting((looks) => looks === 3);
  expect([await wait.done, wait.looks(), wait.clock.monotonic()]).toEqual([true, 3, 200]);
});

it('gives up when the time is over, also where a look takes long', async () => {
  const quick = waiting(() => false);
  expect([await quick.done, quick.clock.monotonic()]).toEqual([false, 1_000]);
  const slow = waiting((_looks, clock) => {
    clock.advance(400);
    return false;
  });
  expect([await slow.done, slow.looks()]).toEqual([false, 3]);
});

it('measures while the wall clock is set', async () => {
  const wait = waiting((_looks, clock) => {
    clock.setWall(clock.now() - 3_600_000);
    return false;
  });
  expect([await wait.done, wait.clock.monotonic()]).toEqual([false, 1_000]);
});
