import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Clock, systemClock } from './clock.ts';

/**
 * Long work on the one thread that serves everybody. It is written as a generator that yields where it may be
 * interrupted; here it runs for some milliseconds at a time, and timers and sockets have their turn in between.
 */

/** Milliseconds of work in one go: what anybody else waits longer for it. */
const SLICE_MS = 8;
/** Work that yields now and then, and returns its result. */
export type Sliceable<T> = Generator<undefined, T, undefined>;

/** Runs work in slices. @throws what the work throws */
export async function inSlices<T>(
  work: Sliceable<T>,
  clock: Pick<Clock, 'monotonic'> = systemClock,
): Promise<T> {
  let until = clock.monotonic() + SLICE_MS;
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    if (clock.monotonic() < until) continue;
    await othersTurn();
    until = clock.monotonic() + SLICE_MS;
  }
}

/** Sorts in slices: as `toSorted`, alike ones in the order they had. */
export function* sorting<T>(items: readonly T[], compare: (a: T, b: T) => number): Sliceable<T[]> {
  let runs: T[][] = [];
  for (let index = 0; index < items.length; index += RUN) {
    runs.push(items.slice(index, index + RUN).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      longer.push(yield* merging(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Items that are sorted, or merged, in one go. */
const RUN = 256;

function* merging<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Sliceable<T[]> {
  const merged: T[] = [];
  let [left, right] = [0, 0];
  while (left < a.length && right < b.length) {
    const [first, second] = [a[left] as T, b[right] as T];
    if (compare(first, second) <= 0) {
      merged.push(first);
      left += 1;
    } else {
      merged.push(second);
      right += 1;
    }
    if (merged.length % RUN === 0) yield;
  }
  return merged.concat(a.slice(left), b.slice(right));
}

/** Runs work to its end, for callers that cannot wait. @throws what the work throws */
export function atOnce<T>(work: Sliceable<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
