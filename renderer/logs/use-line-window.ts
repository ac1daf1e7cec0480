import { type RefObject, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { LineHeights } from './line-heights.ts';
import type { RowTarget } from './log-window.ts';

/** px */
export const ROW_HEIGHT = 20;
/** Lines drawn beyond the screen, so that scrolling meets lines. */
const OVERSCAN_ROWS = 20;

export interface LineWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Of the scroller, px. */
  readonly width: number;
  readonly height: number;
  /** Rows there are: from `first`, `end` is one behind the last. */
  readonly first: number;
  readonly end: number;
  readonly follow: boolean;
  readonly target: RowTarget | undefined;
  /** Lines are as high as their text: those on the screen are measured. */
  readonly wrap: boolean;
  readonly hasRow: (row: number) => boolean;
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
export function useLineWindow(options: LineWindowOptions): LineWindow {
  const { scroller, width, height, first, end, follow, target, wrap, hasRow } = options;
  const [scrolled, setScrolled] = useState(0);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width breaks the lines elsewhere.
  const heights = useMemo(() => new LineHeights(ROW_HEIGHT), [width, wrap]);
  const total = heights.top(end, first);
  // Rotation takes lines away above, another width breaks them elsewhere: the line that is read stays where it is.
  const anchorRef = useRef({ heights, first, row: first, px: 0 });
  const { current: anchor } = anchorRef;
  const moved = !follow && (anchor.heights !== heights || anchor.first !== first);
  const tall = heights.top(anchor.row + 1, anchor.row);
  const left = moved ? Math.max(heights.top(anchor.row, first) + Math.min(anchor.px, tall - 1), 0) : scrolled;
  const top = follow ? Math.max(total - height, 0) : left;
  const from = Math.max(heights.rowAt(top, first) - OVERSCAN_ROWS, first);
  const to = height === 0 ? from : Math.min(heights.rowAt(top + height, first) + OVERSCAN_ROWS, end);

  const scrollTo = (y: number): void => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = y;
    setScrolled(element.scrollTop);
  };
  const rememberAnchor = (): void => {
    const { scrollTop = 0 } = scroller.current ?? {};
    const row = heights.rowAt(scrollTop, first);
    anchorRef.current = { heights, first, row, px: scrollTop - heights.top(row, first) };
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (moved) scrollTo(top);
    if (wrap) {
      const onTop = heights.rowAt(top, first);
      const firstWholeRow = heights.top(onTop, first) < top ? onTop + 1 : onTop;
      const grown = measure(element, heights, hasRow, firstWholeRow);
      if (grown.any) drawAgain();
      if (!follow && grown.above !== 0) scrollTo(element.scrollTop + grown.above);
    }
    if (follow) element.scrollTop = element.scrollHeight;
    rememberAnchor();
  });

  const isDrawn = height > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each goal is gone to once.
  useEffect(() => {
    if (target !== undefined && isDrawn) scrollTo(heights.top(target.row, first) - (height - ROW_HEIGHT) / 2);
  }, [target, isDrawn]);

  return {
    from,
    to,
    topOf: (row) => heights.top(row, first),
    total,
    onScroll: () => {
      // By whole lines: in between nothing else is drawn.
      const { scrollTop = 0 } = scroller.current ?? {};
      setScrolled(Math.floor(scrollTop / ROW_HEIGHT) * ROW_HEIGHT);
      rememberAnchor();
    },
  };
}

/**
 * Measures the lines that are drawn.
 *
 * @param firstWholeRow the first row that is whole on the screen
 * @returns whether any is another now, and by how much those above that row have grown, px
 */
function measure(
  scroller: HTMLElement,
  heights: LineHeights,
  hasRow: (row: number) => boolean,
  firstWholeRow: number,
): { readonly any: boolean; readonly above: number } {
  let any = false;
  let above = 0;
  for (const line of scroller.querySelectorAll<HTMLElement>('[data-row]')) {
    const row = Number(line.dataset.row);
    if (!hasRow(row)) continue;
    const grown = heights.measure(row, line.offsetHeight);
    if (grown === 0) continue;
    any = true;
    if (row < firstWholeRow) above += grown;
  }
  return { any, above };
}
