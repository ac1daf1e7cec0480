import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Clock, systemClock } from './clock.ts';

/**
 * Long work on the one thread that serves everybody. It is written as a generator that yields where it may be
 * interrupted; here it runs for some milliseconds at a time, and timers and sockets have their turn in between.
 */

/** Milliseconds of work in one go: what anybody else waits longer for it. */
const SLICE_MS = 8;
/** Yields between two looks at the clock. */
const YIELDS_PER_LOOK = 16;

/** Work that yields now and then, and returns its result. */
export type Sliceable<T> = Generator<undefined, T, undefined>;

/** Runs work in slices. @throws what the work throws */
export async function inSlices<T>(
  work: Sliceable<T>,
  clock: Pick<Clock, 'monotonic'> = systemClock,
): Promise<T> {
  let until = clock.monotonic() + SLICE_MS;
  for (let yields = 1; ; yields += 1) {
    const next = work.next();
    if (next.done === true) return next.value;
    if (yields % YIELDS_PER_LOOK !== 0 || clock.monotonic() < until) continue;
    await othersTurn();
    until = clock.monotonic() + SLICE_MS;
  }
}

/** Runs work to its end, for callers that cannot wait. @throws what the work throws */
export function atOnce<T>(work: Sliceable<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
