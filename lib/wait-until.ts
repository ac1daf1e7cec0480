import type { Clock } from './clock.ts';

export interface WaitOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Resolves after so many ms. */
  sleep(ms: number): Promise<void>;
  /** Gives up after, ms: of time, not of looks, however long one takes. */
  readonly timeoutMs: number;
  /** Between two looks, ms. */
  readonly everyMs: number;
}

/** Looks again and again until something is so. @returns whether it was in time; it is looked at once at least */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  { clock, sleep, timeoutMs, everyMs }: WaitOptions,
): Promise<boolean> {
  for (const end = clock.monotonic() + timeoutMs; !(await isSo()); ) {
    if (clock.monotonic() >= end) return false;
    await sleep(everyMs);
  }
  return true;
}
