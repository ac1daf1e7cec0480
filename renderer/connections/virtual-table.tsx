import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useLayoutEffect, useRef } from 'react';
import { useSize } from '../hooks.ts';

const HEAD_HEIGHT = 36;
const ROW_HEIGHT = 40;
/** Height of a row whose last cell is on a separate line. */
const TALL_ROW_HEIGHT = 58;
const COLUMN_GAP = 12;
const ROW_PADDING = 14;

export interface Column<Row> {
  readonly key: string;
  /** Header cell: a text or a button. */
  readonly head: ReactNode;
  readonly sorted?: 'ascending' | 'descending' | 'none';
  /** Smallest width, px. */
  readonly width: number;
  /** Share of the space that is left. */
  readonly grow?: number;
  /** In a narrow table columns with a higher rank are hidden first; 0 is always shown. */
  readonly rank: number;
  /** In narrower tables, px, this cell moves to a separate line; for the last column only. */
  readonly stackBelow?: number;
  readonly right?: true;
  readonly cell: (row: Row, now: number) => ReactNode;
}

const useStyles = makeStyles({
  scroller: {
    overflow: 'auto',
    flexGrow: 1,
    minHeight: 0,
    scrollPaddingTop: `${HEAD_HEIGHT}px`,
    outlineOffset: '-2px',
  },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  row: {
    display: 'grid',
    alignItems: 'center',
    alignContent: 'center',
    columnGap: `${COLUMN_GAP}px`,
    padding: `0 ${ROW_PADDING}px`,
    minHeight: `${HEAD_HEIGHT}px`,
    boxSizing: 'border-box',
  },
  body: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2 },
  cell: { minWidth: 0, overflow: 'hidden', whiteSpace: 'nowrap', display: 'flex', alignItems: 'center' },
  right: { justifyContent: 'flex-end', textAlign: 'right' },
  stacked: {
    gridColumn: '1 / -1',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

/** A table that renders only the rows on the screen. */
export function VirtualTable<Row extends { readonly address: string }>(props: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly now: number;
  readonly isSelected?: (row: Row) => boolean;
}) {
  const styles = useStyles();
  const { label, rows, keyOf, now, isSelected } = props;
  const scroller = useRef<HTMLDivElement | null>(null);
  const [box, { width }] = useSize<HTMLDivElement>();
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      box(element);
    },
    [box],
  );
  const isStacked = ({ stackBelow = 0 }: Column<Row>): boolean => width < stackBelow;
  const columns = fittingColumns(props.columns, width);
  const height = columns.some(isStacked) ? TALL_ROW_HEIGHT : ROW_HEIGHT;
  const inline = columns.filter((column) => !isStacked(column));
  const gridTemplateColumns = inline.map(gridWidth).join(' ');
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are elsewhere.
  useLayoutEffect(() => virtualizer.measure(), [height]);
  return (
    <div
      ref={attach}
      className={styles.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached with the keyboard.
      tabIndex={0}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onKeyDown={moveFocus}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns }}>
          {inline.map(({ key, head, sorted, right }) => (
            <span
              key={key}
              role="columnheader"
              aria-sort={sorted}
              className={mergeClasses(styles.cell, right === true && styles.right)}
            >
              {head}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={keyOf(row)}
              role="row"
              aria-rowindex={index + 2}
              data-client={row.address}
              className={mergeClasses(styles.row, styles.body, isSelected?.(row) === true && styles.chosen)}
              style={{ gridTemplateColumns, height, transform: `translateY(${start}px)` }}
            >
              {columns.map((column) => (
                <span
                  key={column.key}
                  role="cell"
                  className={mergeClasses(
                    styles.cell,
                    column.right === true && styles.right,
                    isStacked(column) && styles.stacked,
                  )}
                >
                  {column.cell(row, now)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The columns that fit into a table, px: those with a high rank are left out before any is cut off. */
export function fittingColumns<Row>(
  columns: readonly Column<Row>[],
  tableWidth: number,
): readonly Column<Row>[] {
  let free = tableWidth - 2 * ROW_PADDING + COLUMN_GAP;
  const shown = new Set<string>();
  for (const column of [...columns].sort((one, other) => one.rank - other.rank)) {
    const needed = tableWidth < (column.stackBelow ?? 0) ? 0 : column.width + COLUMN_GAP;
    if (column.rank > 0 && needed > free) break;
    free -= needed;
    shown.add(column.key);
  }
  return columns.filter(({ key }) => shown.has(key));
}

function gridWidth<Row>({ width, grow }: Column<Row>): string {
  return grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`;
}

/** Arrow up and down move to the same control of the adjacent row, as an alternative to Tab. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { key, target } = event;
  if ((key !== 'ArrowDown' && key !== 'ArrowUp') || !(target instanceof HTMLElement)) return;
  const row = target.closest<HTMLElement>('[data-client]');
  const step = key === 'ArrowDown' ? 1 : -1;
  const next = row?.parentElement?.querySelector<HTMLElement>(
    `[aria-rowindex="${Number(row.ariaRowIndex ?? row.getAttribute('aria-rowindex')) + step}"]`,
  );
  if (row === null || next === null || next === undefined) return;
  const place = [...row.querySelectorAll<HTMLElement>('input, button')].indexOf(target);
  event.preventDefault();
  next.querySelectorAll<HTMLElement>('input, button')[place]?.focus();
}
