import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { LogName, LogPattern, LogRow } from '../../contract/panel-logs.ts';
import { useSize } from '../use-size.ts';
import { marked, partsOf } from './log-line-parts.ts';
import type { LogWindow } from './log-window.ts';

const ROW_HEIGHT = 20;
/** Chromium draws no element taller than 33 554 428 px: beyond that the newest lines are shown. */
const MOST_SHOWN = 1_600_000;
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
  line: {
    position: 'absolute',
    top: 0,
    left: 0,
    minWidth: '100%',
    boxSizing: 'border-box',
    padding: '0 14px 0 11px',
    borderLeft: '3px solid transparent',
    whiteSpace: 'pre',
    minHeight: `${ROW_HEIGHT}px`,
  },
  wrapped: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', width: '100%' },
  time: { color: tokens.colorNeutralForeground3 },
  component: { color: tokens.colorBrandForeground1 },
  level: { fontWeight: 600 },
  error: {
    borderLeftColor: tokens.colorPaletteRedBorder2,
    backgroundColor: tokens.colorPaletteRedBackground1,
  },
  warn: { borderLeftColor: tokens.colorPaletteMarigoldBorder2 },
  errorInk: { color: tokens.colorPaletteRedForeground1 },
  warnInk: { color: tokens.colorPaletteDarkOrangeForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  found: { backgroundColor: tokens.colorNeutralBackground1Selected },
  current: { outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
  hit: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    color: tokens.colorNeutralForeground1,
    borderRadius: '2px',
  },
  waiting: { color: tokens.colorNeutralForeground4 },
});

export interface LinesHandle {
  /** Brings a row into the middle. */
  show(row: number): void;
  toEnd(): void;
  /** What stands on the screen now, as text. */
  text(): string;
  /** The first row on the screen. */
  top(): number;
}

/** The lines of a log, a million of them as well as ten: only those on the screen exist. */
export function LogLines(props: {
  readonly log: LogName;
  readonly window: LogWindow;
  /** One behind the last row that is shown: what comes later waits while paused. */
  readonly end: number;
  readonly follow: boolean;
  readonly wrap: boolean;
  readonly current: number | undefined;
  readonly found: ReadonlySet<number>;
  readonly pattern: LogPattern | undefined;
  readonly handle: Ref<LinesHandle>;
  readonly onSee: (from: number, to: number) => void;
  /** The reader scrolled away from the end, or back to it. */
  readonly onFollow: (follow: boolean) => void;
}) {
  const styles = useStyles();
  const { window, end, follow, wrap, onSee, onFollow } = props;
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
    if (to > from) onSee(from, to);
  }, [from, to, onSee]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new line moves the end.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (follow && element !== null) element.scrollTop = element.scrollHeight;
  }, [follow, count, height, wrap, window.rows, total]);

  // Lines that are measured move the end too: only a hand on the scroll bar leaves it.
  const held = useRef(false);

  // Rotation takes lines away above: what is read stays where it is.
  const before = useRef({ first, epoch: window.epoch });
  useLayoutEffect(() => {
    const gone = first - before.current.first;
    const sameLog = window.epoch === before.current.epoch;
    before.current = { first, epoch: window.epoch };
    if (sameLog && gone > 0 && !follow && scroller.current !== null) {
      scroller.current.scrollTop -= gone * ROW_HEIGHT;
    }
  }, [first, follow, window.epoch]);

  useImperativeHandle(props.handle, () => ({
    show: (row) => lines.scrollToIndex(row - first, { align: 'center' }),
    toEnd: () => lines.scrollToIndex(count - 1, { align: 'end' }),
    top: () => first + Math.floor((scroller.current?.scrollTop ?? 0) / ROW_HEIGHT),
    text: () => items.map(({ index }) => window.rows.get(first + index)?.text ?? '').join('\n'),
  }));

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
      onTouchMove={() => follow && onFollow(false)}
      onWheel={({ deltaY }) => deltaY < 0 && follow && onFollow(false)}
      onKeyDown={({ key }) => {
        if (['ArrowUp', 'PageUp', 'Home'].includes(key)) onFollow(false);
        if (key === 'End') onFollow(true);
      }}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        if (follow && held.current && scrollHeight - clientHeight - scrollTop > 3 * ROW_HEIGHT)
          onFollow(false);
      }}
    >
      <div style={{ height: total, position: 'relative', minWidth: 'max-content' }}>
        {items.map(({ index, start }) => {
          const number = first + index;
          return (
            <Line
              key={number}
              {...props}
              row={window.rows.get(number)}
              number={number}
              index={index}
              start={start}
              short={width < NARROW}
              measure={wrap ? lines.measureElement : undefined}
            />
          );
        })}
      </div>
    </section>
  );
}

function Line(props: {
  readonly log: LogName;
  readonly row: LogRow | undefined;
  readonly number: number;
  readonly index: number;
  readonly start: number;
  readonly wrap: boolean;
  /** Little room: the time without its date. */
  readonly short: boolean;
  readonly current: number | undefined;
  readonly found: ReadonlySet<number>;
  readonly pattern: LogPattern | undefined;
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
}) {
  const styles = useStyles();
  const { log, row, number, index, start, wrap, short, current, found, pattern, measure } = props;
  const parts = partsOf(log, row?.text ?? '');
  const bad = row?.level === 'error';
  const warning = row?.level === 'warn';
  const ink = bad ? styles.errorInk : warning ? styles.warnInk : styles.quiet;
  return (
    <div
      ref={measure}
      data-index={index}
      data-row={number}
      data-level={row?.level ?? undefined}
      className={mergeClasses(
        styles.line,
        wrap && styles.wrapped,
        bad && styles.error,
        warning && styles.warn,
        found.has(number) && styles.found,
        current === number && styles.current,
      )}
      style={{ transform: `translateY(${start}px)` }}
    >
      {row === undefined ? (
        <span className={styles.waiting}>…</span>
      ) : (
        <>
          {parts.time !== '' && (
            <span className={styles.time}>{short ? parts.time.slice(11, 19) : parts.time} </span>
          )}
          {parts.level !== '' && (
            <span className={mergeClasses(styles.level, ink)}>{parts.level.padEnd(5)} </span>
          )}
          {parts.component !== '' && (
            <span className={styles.component}>{parts.component.padEnd(short ? 0 : 7)} </span>
          )}
          <Text text={parts.text} pattern={pattern} />
        </>
      )}
    </div>
  );
}

function Text({ text, pattern }: { readonly text: string; readonly pattern: LogPattern | undefined }) {
  const styles = useStyles();
  if (pattern === undefined || pattern.regex) return text;
  return marked(text, pattern.text, pattern.matchCase).map((piece) =>
    piece.hit ? (
      <mark key={piece.at} className={styles.hit}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
