import { type RefObject, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { LineHeights } from './line-heights.ts';
import type { Goal } from './use-place.ts';

/** px */
export const ROW_HEIGHT = 20;
/** Lines drawn beyond the screen, so that scrolling meets lines. */
const BEYOND = 20;

export interface LineWindowParts {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Of the scroller, px. */
  readonly width: number;
  readonly height: number;
  /** Rows there are: from `first`, `end` is one behind the last. */
  readonly first: number;
  readonly end: number;
  readonly follow: boolean;
  readonly goal: Goal | undefined;
  /** Lines are as high as their text: those on the screen are measured. */
  readonly wrap: boolean;
  readonly isThere: (row: number) => boolean;
}

export interface LineWindow {
  /** Rows to draw; `to` is one behind the last. */
  readonly from: number;
  readonly to: number;
  /** px from the first row. */
  readonly topOf: (row: number) => number;
  /** px */
  readonly total: number;
  readonly onScroll: () => void;
}

/**
 * Which lines are drawn, and where the reader stands: at the end while it is followed, else where he left off. A
 * general virtual list adds up all lines at each change; a log has a million and changes all the time.
 */
export function useLineWindow(parts: LineWindowParts): LineWindow {
  const { scroller, width, height, first, end, follow, goal, wrap, isThere } = parts;
  const [scrolled, setScrolled] = useState(0);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width breaks the lines elsewhere.
  const heights = useMemo(() => new LineHeights(ROW_HEIGHT), [width, wrap]);
  const total = heights.top(end, first);
  // Rotation takes lines away above, another width breaks them elsewhere: the line that is read stays where it is.
  const reading = useRef({ heights, first, row: first, px: 0 });
  const { current: read } = reading;
  const moved = !follow && (read.heights !== heights || read.first !== first);
  const tall = heights.top(read.row + 1, read.row);
  const left = moved ? Math.max(heights.top(read.row, first) + Math.min(read.px, tall - 1), 0) : scrolled;
  const top = follow ? Math.max(total - height, 0) : left;
  const from = Math.max(heights.rowAt(top, first) - BEYOND, first);
  const to = height === 0 ? from : Math.min(heights.rowAt(top + height, first) + BEYOND, end);

  const scrollTo = (y: number): void => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = y;
    setScrolled(element.scrollTop);
  };
  const noteReading = (): void => {
    const { scrollTop = 0 } = scroller.current ?? {};
    const row = heights.rowAt(scrollTop, first);
    reading.current = { heights, first, row, px: scrollTop - heights.top(row, first) };
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (moved) scrollTo(top);
    if (wrap) {
      const onTop = heights.rowAt(top, first);
      const whole = heights.top(onTop, first) < top ? onTop + 1 : onTop;
      const grown = measure(element, heights, isThere, whole);
      if (grown.any) drawAgain();
      if (!follow && grown.above !== 0) scrollTo(element.scrollTop + grown.above);
    }
    if (follow) element.scrollTop = element.scrollHeight;
    noteReading();
  });

  const isDrawn = height > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each goal is gone to once.
  useEffect(() => {
    if (goal !== undefined && isDrawn) scrollTo(heights.top(goal.row, first) - (height - ROW_HEIGHT) / 2);
  }, [goal, isDrawn]);

  return {
    from,
    to,
    topOf: (row) => heights.top(row, first),
    total,
    onScroll: () => {
      // By whole lines: in between nothing else is drawn.
      const { scrollTop = 0 } = scroller.current ?? {};
      setScrolled(Math.floor(scrollTop / ROW_HEIGHT) * ROW_HEIGHT);
      noteReading();
    },
  };
}

/**
 * Measures the lines that are drawn.
 *
 * @param whole the first row that is whole on the screen
 * @returns whether any is another now, and by how much those above that row have grown, px
 */
function measure(
  scroller: HTMLElement,
  heights: LineHeights,
  isThere: (row: number) => boolean,
  whole: number,
): { readonly any: boolean; readonly above: number } {
  let any = false;
  let above = 0;
  for (const line of scroller.querySelectorAll<HTMLElement>('[data-row]')) {
    const row = Number(line.dataset.row);
    if (!isThere(row)) continue;
    const grown = heights.measure(row, line.offsetHeight);
    if (grown === 0) continue;
    any = true;
    if (row < whole) above += grown;
  }
  return { any, above };
}
