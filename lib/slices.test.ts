import { expect, it } from 'vitest';
import { atOnce, inSlices, type Sliceable, sort } from './slices.ts';
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

it('returns the result of the work, in slices and at once', async () => {
  expect(atOnce(counting(100, () => {}))).toBe(5050);
  expect(await inSlices(counting(100, () => {}))).toBe(5050);
});

it('lets others run during long work', async () => {
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
  const otherTurn = () => {
    seen.push(done);
    if (done < 1000) setImmediate(otherTurn);
  };
  setImmediate(otherTurn);
  await work;
  expect(done).toBe(1000);
  // Every 8 ms of the work's time.
  expect(seen.length).toBeGreaterThan(50);
});

it('does not pause during short work', async () => {
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

it('passes on errors of the work', async () => {
  const failing = () =>
    counting(3, () => {
      throw new Error('broken');
    });
  expect(() => atOnce(failing())).toThrow('broken');
  await expect(inSlices(failing())).rejects.toThrow('broken');
});

it('sorts like sort, and is stable', () => {
  for (const length of [0, 1, 2, 255, 256, 257, 1_000, 5_000]) {
    const items = Array.from({ length }, (_, index) => ({ key: (index * 7_919) % 101, index }));
    const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;
    expect(atOnce(sort(items, byKey))).toEqual([...items].sort(byKey));
  }
});
