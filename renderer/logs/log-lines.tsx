import { makeStyles, tokens } from '@fluentui/react-components';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import type { LogName } from '../../contract/panel-logs.ts';
import { useSize } from '../hooks.ts';
import { Line } from './log-line.tsx';
import type { LogWindow } from './log-window.ts';
import { ROW_HEIGHT, useLineWindow } from './use-line-window.ts';
import type { LogRead } from './use-log.ts';
import type { Place } from './use-place.ts';
import type { Search } from './use-search.ts';

/** Chromium draws no element taller than 33 554 428 px: beyond that the newest lines are shown. */
const MAX_SHOWN = 1_600_000;
/** More lines than are ever drawn at once. */
const MAX_RENDERED_LINES = 512;
/** px */
const NARROW = 620;

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    // Lines are put in place by us; the browser's own anchoring would move them twice.
    overflowAnchor: 'none',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '12.5px',
    lineHeight: `${ROW_HEIGHT}px`,
    outlineOffset: '-2px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

export interface LinesHandle {
  /** What stands on the screen now, as text. */
  text(): string;
  /** The first row on the screen. */
  top(): number;
}

/** The lines of a log, a million of them as well as ten: only those on the screen exist. */
export function LogLines(props: {
  readonly log: LogName;
  readonly window: LogWindow;
  readonly place: Place;
  readonly wrap: boolean;
  readonly search: Search;
  readonly handle: Ref<LinesHandle>;
  readonly onSee: LogRead['see'];
}) {
  const styles = useStyles();
  const { log, window, place, wrap, search, onSee } = props;
  const { end, follow, goal } = place;
  const scroller = useRef<HTMLElement | null>(null);
  const [box, { width, height }] = useSize<HTMLElement>();
  const attach = useCallback(
    (element: HTMLElement | null) => {
      scroller.current = element;
      box(element);
    },
    [box],
  );
  const first = Math.max(window.first, end - MAX_SHOWN);
  const isThere = (row: number): boolean => window.rows.has(row);
  const lines = useLineWindow({ scroller, width, height, first, end, follow, goal, wrap, isThere });
  const { from, to, topOf, total } = lines;
  const drawn = Array.from({ length: Math.max(to - from, 0) }, (_, place_) => from + place_);

  useEffect(() => {
    if (to > from) onSee({ from, to, follow });
  }, [from, to, follow, onSee]);
  // Lines that are measured move the end too: only a hand on the scroll bar leaves it.
  const held = useRef(false);

  useImperativeHandle(props.handle, () => {
    const onScreen = (): readonly number[] => {
      const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
      return drawn.filter((row) => topOf(row + 1) > scrollTop && topOf(row) < scrollTop + clientHeight);
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
        held.current = true;
      }}
      onPointerUp={() => {
        held.current = false;
      }}
      onTouchMove={() => follow && place.pause()}
      onWheel={({ deltaY }) => deltaY < 0 && follow && place.pause()}
      onKeyDown={({ key }) => {
        if (['ArrowUp', 'PageUp', 'Home'].includes(key) && follow) place.pause();
        if (key === 'End') place.resume();
      }}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        lines.onScroll();
        if (follow && held.current && scrollHeight - clientHeight - scrollTop > 3 * ROW_HEIGHT) place.pause();
      }}
    >
      <div style={{ height: total, position: 'relative', minWidth: 'max-content' }}>
        {drawn.map((row) => (
          <Line
            // Lines that scroll by use the same elements again.
            key={row % MAX_RENDERED_LINES}
            log={log}
            row={window.rows.get(row)}
            number={row}
            top={topOf(row)}
            wrap={wrap}
            short={width < NARROW}
            isCurrent={goal?.row === row}
            isFound={search.foundRows.has(row)}
            pattern={search.found?.pattern}
          />
        ))}
      </div>
    </section>
  );
}
