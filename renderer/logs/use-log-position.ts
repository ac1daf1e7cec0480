import { useCallback, useEffect, useState } from 'react';
import type { LogWindow } from './log-window.ts';

/** A row to be brought into the middle; another object is another order. */
export interface RowTarget {
  readonly row: number;
}

export interface LogPosition {
  readonly follow: boolean;
  /** One behind the last row that is shown: what comes later waits while paused, so that nothing moves. */
  readonly end: number;
  /** Lines that came since. */
  readonly newRows: number;
  /** The row that was gone to. */
  readonly target: RowTarget | undefined;
  pause(): void;
  resume(): void;
  goTo(row: number): void;
}

/** Where the reader is in a log. Another log or filter (`view`) begins at its end. */
export function useLogPosition({ first, end: last }: LogWindow, view: string): LogPosition {
  const [follow, setFollow] = useState(true);
  const [pausedEnd, setPausedEnd] = useState(0);
  const [target, setTarget] = useState<RowTarget>();
  const end = follow ? last : Math.min(Math.max(pausedEnd, first), last);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its end.
  useEffect(() => {
    setFollow(true);
    setTarget(undefined);
  }, [view]);

  const pause = useCallback(() => {
    setPausedEnd(last);
    setFollow(false);
  }, [last]);
  return {
    follow,
    end,
    newRows: last - end,
    target,
    pause,
    resume: () => {
      setFollow(true);
      setTarget(undefined);
    },
    goTo: (row) => {
      if (follow || row >= end) setPausedEnd(last);
      setFollow(false);
      setTarget({ row });
    },
  };
}
