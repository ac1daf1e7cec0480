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
    /** Whatever moves the end: new lines, another size, lines that are measured. */
    readonly moves: readonly unknown[];
  },
): void {
  const { first, epoch, follow, goal, moves } = place;

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever moves the end is in `moves`.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (follow && element !== null) element.scrollTop = element.scrollHeight;
  }, [follow, ...moves]);

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
