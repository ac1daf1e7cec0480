import { type RefObject, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { LineHeights } from './line-heights.ts';
import type { RowTarget } from './log-window.ts';

/** px */
export const ROW_HEIGHT = 20;
/** Extra lines rendered above and below the screen. */
const OVERSCAN_ROWS = 20;

export interface LineWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Height of the scroll container, px. */
  readonly width: number;
  readonly height: number;
  /** Available rows: `first` to `end` (exclusive). */
  readonly first: number;
  readonly end: number;
  readonly follow: boolean;
  readonly target: RowTarget | undefined;
  /** Whether lines wrap: then the visible ones are measured. */
  readonly wrap: boolean;
  readonly hasRow: (row: number) => boolean;
}

export interface LineWindow {
  /** Rows to render; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  /** Offset from the first row, px. */
  readonly topOf: (row: number) => number;
  /** px */
  readonly total: number;
  readonly onScroll: () => void;
}

/**
 * Computes which lines to render and keeps the scroll position: at the end while following, else where the reader is.
 * A general virtual list sums up all lines on each change, which is too slow for a million lines.
 */
export function useLineWindow(options: LineWindowOptions): LineWindow {
  const { scroller, width, height, first, end, follow, target, wrap, hasRow } = options;
  const [scrolled, setScrolled] = useState(0);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width breaks the lines elsewhere.
  const heights = useMemo(() => new LineHeights(ROW_HEIGHT), [width, wrap]);
  const total = heights.top(end, first);
  // Rotation removes lines above and a new width wraps them differently: keep the line that is being read in place.
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
      // Only by whole lines: nothing changes in between.
      const { scrollTop = 0 } = scroller.current ?? {};
      setScrolled(Math.floor(scrollTop / ROW_HEIGHT) * ROW_HEIGHT);
      rememberAnchor();
    },
  };
}

/**
 * Measures the rendered lines.
 *
 * @param firstWholeRow the first row that is fully visible
 * @returns whether any height changed, and the growth above that row, px
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
