import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { ROW_HEIGHT } from './log-line.tsx';
import type { Goal } from './use-place.ts';

/** Where the lines stand: at the end while it is followed, else where the reader left them. */
export function useScrollPlace(
  scroller: RefObject<HTMLElement | null>,
  lines: Virtualizer<HTMLElement, Element>,
  place: {
    /** The first row that is drawn. */
    readonly first: number;
    readonly epoch: number;
    readonly follow: boolean;
    readonly goal: Goal | undefined;
  },
): void {
  const { first, epoch, follow, goal } = place;

  // At the end nothing but the end counts: keeping measured lines in place would lead away from it.
  lines.shouldAdjustScrollPositionOnItemSizeChange = follow ? () => false : undefined;
  // New lines, another size, lines that are measured: each of them moves the end, and draws this anew.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (follow && element !== null) element.scrollTop = element.scrollHeight;
  });

  // Rotation takes lines away above: what is read stays where it is.
  const before = useRef({ first, epoch });
  useLayoutEffect(() => {
    const gone = first - before.current.first;
    const sameLog = epoch === before.current.epoch;
    before.current = { first, epoch };
    if (sameLog && gone > 0 && !follow && scroller.current !== null) {
      scroller.current.scrollTop -= gone * ROW_HEIGHT;
    }
  }, [first, follow, epoch, scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each goal is gone to once.
  useEffect(() => {
    if (goal !== undefined) lines.scrollToIndex(goal.row - first, { align: 'center' });
  }, [goal]);
}
