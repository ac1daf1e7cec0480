import { useCallback, useEffect, useState } from 'react';
import type { LogWindow } from './log-window.ts';

/** A row to be brought into the middle; another object is another order. */
export interface Goal {
  readonly row: number;
}

export interface Place {
  readonly follow: boolean;
  /** One behind the last row that is shown: what comes later waits while paused, so that nothing moves. */
  readonly end: number;
  /** Lines that came since. */
  readonly waiting: number;
  /** The row that was gone to. */
  readonly goal: Goal | undefined;
  pause(): void;
  resume(): void;
  goTo(row: number): void;
}

/** Where the reader is in a log. Another log or filter (`view`) begins at its end. */
export function usePlace({ first, end: last }: LogWindow, view: string): Place {
  const [follow, setFollow] = useState(true);
  const [held, setHeld] = useState(0);
  const [goal, setGoal] = useState<Goal>();
  const end = follow ? last : Math.min(Math.max(held, first), last);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its end.
  useEffect(() => {
    setFollow(true);
    setGoal(undefined);
  }, [view]);

  const pause = useCallback(() => {
    setHeld(last);
    setFollow(false);
  }, [last]);
  return {
    follow,
    end,
    waiting: last - end,
    goal,
    pause,
    resume: () => {
      setFollow(true);
      setGoal(undefined);
    },
    goTo: (row) => {
      if (follow || row >= end) setHeld(last);
      setFollow(false);
      setGoal({ row });
    },
  };
}
