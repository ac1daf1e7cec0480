import { makeStyles, tokens } from '@fluentui/react-components';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import type { LogField, LogName, LogPattern } from '../../contract/panel-logs.ts';
import { useSize } from '../hooks.ts';
import { clickedField, Line } from './log-line.tsx';
import type { LogPosition, LogWindow } from './log-window.ts';
import { ROW_HEIGHT, useLineWindow } from './use-line-window.ts';
import type { LogReader } from './use-log.ts';
import type { Search } from './use-search.ts';

/** Chromium limits elements to 33 554 428 px: in longer logs only the newest lines can be shown. */
const MAX_ROWS_SHOWN = 1_600_000;
/** More lines than are ever rendered at once. */
const MAX_RENDERED_LINES = 512;
/** px */
const NARROW = 620;

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    // Lines are positioned by this component; scroll anchoring would move them twice.
    overflowAnchor: 'none',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12.5px',
    lineHeight: `${ROW_HEIGHT}px`,
    outlineOffset: '-2px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

export interface LinesHandle {
  /** The visible lines as text. */
  text(): string;
  /** The first visible row. */
  top(): number;
}

/** The lines of a log. Renders only those on the screen, however many there are. */
export function LogLines(props: {
  readonly log: LogName;
  readonly window: LogWindow;
  readonly position: LogPosition;
  readonly wrap: boolean;
  readonly search: Search;
  /** What is marked. */
  readonly pattern: LogPattern | undefined;
  readonly onField: (field: LogField) => void;
  readonly handle: Ref<LinesHandle>;
  readonly onVisibleRows: LogReader['setVisibleRows'];
}) {
  const styles = useStyles();
  const { log, window, position, wrap, search, pattern, onField, onVisibleRows } = props;
  const { end, follow, target } = position;
  const scroller = useRef<HTMLElement | null>(null);
  const [box, { width, height }] = useSize<HTMLElement>();
  const attach = useCallback(
    (element: HTMLElement | null) => {
      scroller.current = element;
      box(element);
    },
    [box],
  );
  const first = Math.max(window.first, end - MAX_ROWS_SHOWN);
  const hasRow = (row: number): boolean => window.rows.has(row);
  const lines = useLineWindow({ scroller, width, height, first, end, follow, target, wrap, hasRow });
  const { from, to, topOf, total } = lines;
  const renderedRows = Array.from({ length: Math.max(to - from, 0) }, (_, place_) => from + place_);

  useEffect(() => {
    if (to > from) onVisibleRows({ from, to, follow });
  }, [from, to, follow, onVisibleRows]);
  // Measuring lines moves the end too: only user scrolling stops following it.
  const pointerDown = useRef(false);

  useImperativeHandle(props.handle, () => {
    const onScreen = (): readonly number[] => {
      const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
      return renderedRows.filter(
        (row) => topOf(row + 1) > scrollTop && topOf(row) < scrollTop + clientHeight,
      );
    };
    return {
      top: () => onScreen()[0] ?? end,
      text: () =>
        onScreen()
          .map((row) => window.rows.get(row)?.text ?? '')
          .join('\n'),
    };
  });

  return (
    <section
      ref={attach}
      className={styles.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: lines that scroll are reached with the keyboard.
      tabIndex={0}
      aria-label="Log lines"
      data-testid="lines"
      onPointerDown={() => {
        pointerDown.current = true;
      }}
      onPointerUp={() => {
        pointerDown.current = false;
      }}
      onClick={({ target: clicked }) => {
        const field = clickedField(clicked);
        // A text that was selected is to be copied.
        if (field !== undefined && (getSelection()?.toString() ?? '') === '') onField(field);
      }}
      onTouchMove={() => follow && position.pause()}
      onWheel={({ deltaY }) => deltaY < 0 && follow && position.pause()}
      onKeyDown={({ key }) => {
        if (['ArrowUp', 'PageUp', 'Home'].includes(key) && follow) position.pause();
        if (key === 'End') position.resume();
      }}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        lines.onScroll();
        if (follow && pointerDown.current && scrollHeight - clientHeight - scrollTop > 3 * ROW_HEIGHT)
          position.pause();
      }}
    >
      <div style={{ height: total, position: 'relative', minWidth: 'max-content' }}>
        {renderedRows.map((row) => (
          <Line
            // Elements are reused while scrolling.
            key={row % MAX_RENDERED_LINES}
            log={log}
            row={window.rows.get(row)}
            number={row}
            top={topOf(row)}
            wrap={wrap}
            compact={width < NARROW}
            isCurrent={target?.row === row}
            isMatch={search.foundRows.has(row)}
            pattern={pattern}
          />
        ))}
      </div>
    </section>
  );
}
