import { expect, it } from 'vitest';
import { atOnce, inSlices, type Sliceable } from './slices.ts';
import { FakeClock } from './testing/fake-clock.ts';

function* counting(to: number, each: () => void): Sliceable<number> {
  let sum = 0;
  for (let number = 1; number <= to; number += 1) {
    sum += number;
    each();
    yield;
  }
  return sum;
}

it('returns what the work returns, in slices and at once', async () => {
  expect(atOnce(counting(100, () => {}))).toBe(5050);
  expect(await inSlices(counting(100, () => {}))).toBe(5050);
});

it('lets others run while long work goes on', async () => {
  const clock = new FakeClock();
  let done = 0;
  const seen: number[] = [];
  const work = inSlices(
    counting(1000, () => {
      done += 1;
      clock.advance(1);
    }),
    clock,
  );
  const other = setInterval(() => seen.push(done), 0);
  await work;
  clearInterval(other);
  await new Promise((resolve) => setTimeout(resolve, 0));
  // Somebody else had a turn before the work was over, and it was interrupted every 16 ms of its time.
  expect(done).toBe(1000);
  expect(seen.some((at) => at < 1000)).toBe(true);
});

it('does not pause where the work is short', async () => {
  let others = 0;
  const other = setImmediate(() => {
    others += 1;
  });
  await inSlices(
    counting(1000, () => {}),
    new FakeClock(),
  );
  expect(others).toBe(0);
  clearImmediate(other);
});

it('passes on what the work throws', async () => {
  const failing = () =>
    counting(3, () => {
      throw new Error('broken');
    });
  expect(() => atOnce(failing())).toThrow('broken');
  await expect(inSlices(failing())).rejects.toThrow('broken');
});
