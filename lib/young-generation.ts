import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import { setYoungGenerationGrowth } from './young-generation-growth.ts';

/**
 * The size of V8's young generation, where objects are created. It doubles from 2 up to 32 MB as objects survive, those of
 * a start above all, and never shrinks. A small one costs time instead: with 2 MB, an answer takes a sixth more CPU.
 */

/** It may double once more before it is seen here. */
const ENOUGH_BYTES = 4 * 1024 * 1024;

/**
 * Lets it grow as answers need it, up to about 8 MB. Called when a listener has started.
 *
 * @returns a function that ends watching it
 */
export function growYoungGeneration(v8: YoungGeneration = V8): () => void {
  v8.setGrowthFactor(2);
  const stop = v8.onCollection(() => {
    if (v8.bytes() < ENOUGH_BYTES) return;
    v8.setGrowthFactor(1);
    stop();
  });
  return stop;
}

/** As much of V8 as is used here. */
export interface YoungGeneration {
  /** Its size in bytes, used or not. */
  bytes(): number;
  /** Factor by which it grows at most with a collection. */
  setGrowthFactor(factor: 1 | 2): void;
  /** Calls `listener` after collections of it. @returns a function that ends this */
  onCollection(listener: () => void): () => void;
}

const V8: YoungGeneration = {
  bytes: () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0,
  setGrowthFactor: setYoungGenerationGrowth,
  onCollection: (listener) => {
    const observer = new PerformanceObserver((entries) => {
      if (entries.getEntries().some(isMinorCollection)) listener();
    });
    observer.observe({ entryTypes: ['gc'] });
    return () => observer.disconnect();
  },
};

function isMinorCollection(entry: PerformanceEntry): boolean {
  const detail: unknown = Reflect.get(entry, 'detail');
  return Reflect.get(Object(detail), 'kind') === constants.NODE_PERFORMANCE_GC_MINOR;
}
