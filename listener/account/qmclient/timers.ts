import { runAfter } from '../../../lib/background.ts';
import { systemClock } from '../../../lib/clock.ts';
/** Clock and timers, injected so that tests control time. */
export interface Timers {
  /** Milliseconds on a monotonic clock. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds. @returns a function that cancels it */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => systemClock.monotonic(),
  after: (ms, run) => {
    const timer = runAfter(ms, 'QM sessions', run);
    return () => clearTimeout(timer);
  },
};
