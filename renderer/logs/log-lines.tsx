import { makeStyles, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { LogName } from '../../contract/panel-logs.ts';
import { useSize } from '../use-size.ts';
import { Line, ROW_HEIGHT } from './log-line.tsx';
import type { LogWindow } from './log-window.ts';
import type { LogRead } from './use-log.ts';
import type { Place } from './use-place.ts';
import { useScrollPlace } from './use-scroll-place.ts';
import type { Search } from './use-search.ts';

/** Chromium draws no element taller than 33 554 428 px: beyond that the newest lines are shown. */
const MOST_SHOWN = 1_600_000;
/** More lines than a screen holds. */
const MOST_DRAWN = 512;
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
  const first = Math.max(window.first, end - MOST_SHOWN);
  const count = Math.max(end - first, 0);
  const lines = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => first + index,
    overscan: 20,
    enabled: height > 0,
  });
  const total = lines.getTotalSize();
  const items = lines.getVirtualItems();
  const from = first + (items[0]?.index ?? 0);
  const to = first + (items.at(-1)?.index ?? -1) + 1;

  useEffect(() => {
    if (to > from) onSee({ from, to, follow });
  }, [from, to, follow, onSee]);
  useScrollPlace(scroller, lines, {
    first,
    epoch: window.epoch,
    follow,
    goal: height > 0 ? goal : undefined,
  });
  // Lines that are measured move the end too: only a hand on the scroll bar leaves it.
  const held = useRef(false);

  useImperativeHandle(props.handle, () => {
    const onScreen = (): readonly number[] => {
      const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
      const seen = items.filter(
        ({ start, end: bottom }) => bottom > scrollTop && start < scrollTop + clientHeight,
      );
      return seen.map(({ index }) => first + index);
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
      ref={(element) => {
        scroller.current = element;
        box(element);
      }}
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
        if (follow && held.current && scrollHeight - clientHeight - scrollTop > 3 * ROW_HEIGHT) place.pause();
      }}
    >
      <div style={{ height: total, position: 'relative', minWidth: 'max-content' }}>
        {items.map(({ index, start }) => {
          const number = first + index;
          return (
            <Line
              // Lines that scroll by use the same elements again; measured ones are known by theirs.
              key={wrap ? number : number % MOST_DRAWN}
              log={log}
              row={window.rows.get(number)}
              number={number}
              index={index}
              start={start}
              wrap={wrap}
              short={width < NARROW}
              isCurrent={goal?.row === number}
              isFound={search.foundRows.has(number)}
              pattern={search.found?.pattern}
              measure={wrap ? lines.measureElement : undefined}
            />
          );
        })}
      </div>
    </section>
  );
}
