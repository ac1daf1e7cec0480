import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type Clock, systemClock } from './clock.ts';

/**
 * Runs long work without blocking the event loop. The work is a generator that yields where it may be interrupted; it runs
 * for some milliseconds at a time, with timers and sockets in between.
 */

/** Duration of a slice, by which other work is delayed at most. */
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
    await yieldToOthers();
    until = clock.monotonic() + SLICE_MS;
  }
}

/** Stable sort in slices, like `toSorted`. */
export function* sort<T>(items: readonly T[], compare: (a: T, b: T) => number): Sliceable<T[]> {
  let runs: T[][] = [];
  for (let index = 0; index < items.length; index += RUN_LENGTH) {
    runs.push(items.slice(index, index + RUN_LENGTH).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Items that are sorted or merged without yielding. */
const RUN_LENGTH = 256;

function* merge<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Sliceable<T[]> {
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
    if (merged.length % RUN_LENGTH === 0) yield;
  }
  return merged.concat(a.slice(left), b.slice(right));
}

/** Runs work to its end synchronously. @throws what the work throws */
export function atOnce<T>(work: Sliceable<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
