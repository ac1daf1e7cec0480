import { useCallback, useInsertionEffect, useRef } from 'react';

/** A callback that stays the same while what it does is always the latest: what gets it need not be drawn anew. */
export function useSteady<A extends readonly unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  const latest = useRef(work);
  useInsertionEffect(() => {
    latest.current = work;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
