import { runAfter } from '../../../lib/background.ts';
import { systemClock } from '../../../lib/clock.ts';
/** Time, passed in so that tests own it. */
export interface Timers {
  /** Milliseconds from some fixed moment; never goes back. */
  now(): number;
  /** Runs once after so many milliseconds, unless the function it answers is called first. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => systemClock.monotonic(),
  after: (ms, run) => {
    const timer = runAfter(ms, 'QM sessions', run);
    return () => clearTimeout(timer);
  },
};
