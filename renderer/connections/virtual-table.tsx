import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from 'react';
import { useSize } from '../hooks.ts';

const HEAD_HEIGHT = 36;
const ROW_HEIGHT = 40;
const COLUMN_GAP = 12;
const ROW_PADDING = 14;

export interface Column<Row> {
  readonly key: string;
  /** Header cell: a text or a control. */
  readonly head: ReactNode;
  readonly sorted?: 'ascending' | 'descending' | 'none';
  /** Smallest width, px. */
  readonly width: number;
  /** Share of the space that is left. */
  readonly grow?: number;
  /** The width at which what it usually shows is not cut, px. */
  readonly wholeWidth?: number;
  /** In a narrow table columns with a higher rank are hidden first; 0 is always shown. */
  readonly rank: number;
  readonly numeric?: true;
  readonly cell: (row: Row) => ReactNode;
}

const useStyles = makeStyles({
  scroller: {
    overflowY: 'auto',
    overflowX: 'hidden',
    flexGrow: 1,
    minHeight: 0,
    scrollPaddingTop: `${HEAD_HEIGHT}px`,
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
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2 },
  opened: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
  },
  // An ellipsis shows that there is more.
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  right: { textAlign: 'right' },
});

export interface TableHandle {
  /** Moves the focus to the row of that key; to the first one if it is gone. */
  focusRow(key: string): void;
}

/** How a row was opened: with the keyboard the focus goes along. */
export type OpenedBy = 'keyboard' | 'pointer';

/** A table that renders only the rows on the screen. A row is opened by a click or Enter, and left by the arrow keys. */
export function VirtualTable<Row extends { readonly address: string }>(props: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly isSelected?: (row: Row) => boolean;
  /** Key of the row whose details are shown. */
  readonly opened: string | undefined;
  readonly onOpen: (row: Row, by: OpenedBy) => void;
  /** Space on a row. */
  readonly onToggle?: (row: Row) => void;
  readonly handle: Ref<TableHandle>;
}) {
  const styles = useStyles();
  const { label, rows, keyOf, isSelected, opened, onOpen, onToggle } = props;
  const scroller = useRef<HTMLDivElement | null>(null);
  const [box, { width }] = useSize<HTMLDivElement>();
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      box(element);
    },
    [box],
  );
  const columns = fittingColumns(props.columns, width);
  const gridTemplateColumns = columns.map(gridWidth).join(' ');
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingEnd: HEAD_HEIGHT,
  });
  const visible = virtualizer.getVirtualItems();
  /** The row that Tab reaches. */
  const [active, setActive] = useState<string>();
  const isActiveVisible = visible.some(({ index }) => rows[index] && keyOf(rows[index]) === active);
  const focus = useRowFocus(scroller, (index) => virtualizer.scrollToIndex(index));

  useImperativeHandle(props.handle, () => ({
    focusRow: (key) => {
      const place = rows.findIndex((row) => keyOf(row) === key);
      focus({ index: Math.max(place, 0), control: -1 });
    },
  }));

  const rowAt = (target: EventTarget): Row | undefined => {
    const index = rowIndexOf(target);
    return index === undefined ? undefined : rows[index];
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { key, target } = event;
    const index = rowIndexOf(target);
    if (index === undefined || !(target instanceof HTMLElement)) return;
    const isRow = target.getAttribute('role') === 'row';
    const next = nextIndex(key, index, rows.length);
    if (next !== undefined) {
      event.preventDefault();
      return focus({ index: next, control: isRow ? -1 : controlsOf(target).indexOf(target) });
    }
    const row = rows[index];
    if (!isRow || row === undefined) return;
    if (key === 'Enter') onOpen(row, 'keyboard');
    else if (key === ' ' && onToggle !== undefined) onToggle(row);
    else return;
    event.preventDefault();
  };
  const onClick = ({ target }: MouseEvent<HTMLElement>): void => {
    const row = rowAt(target);
    const isControl = target instanceof Element && target.closest('[data-control]') !== null;
    // A text that was selected is to be copied.
    const isSelecting = (getSelection()?.toString() ?? '') !== '';
    if (row !== undefined && !isControl && !isSelecting) onOpen(row, 'pointer');
  };

  return (
    <div
      ref={attach}
      className={styles.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={({ target }) => {
        const row = rowAt(target);
        if (row !== undefined) setActive(keyOf(row));
      }}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns }}>
          {columns.map(({ key, head, sorted, numeric }) => (
            <span
              key={key}
              role="columnheader"
              aria-sort={sorted}
              className={mergeClasses(styles.cell, numeric === true && styles.right)}
            >
              {head}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {visible.map(({ index, start }, place) => {
          const row = rows[index];
          if (row === undefined) return null;
          const key = keyOf(row);
          return (
            <div
              key={key}
              role="row"
              tabIndex={(isActiveVisible ? key === active : place === 0) ? 0 : -1}
              aria-rowindex={index + 2}
              aria-selected={isSelected?.(row)}
              aria-current={key === opened ? 'true' : undefined}
              data-client={row.address}
              data-index={index}
              className={mergeClasses(
                styles.row,
                styles.body,
                isSelected?.(row) === true && styles.chosen,
                key === opened && styles.opened,
              )}
              style={{ gridTemplateColumns, height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
            >
              {columns.map((column) => (
                <span
                  key={column.key}
                  role="gridcell"
                  className={mergeClasses(styles.cell, column.numeric === true && styles.right)}
                >
                  {column.cell(row)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A row, and the control in it: -1 is the row itself. */
interface FocusTarget {
  readonly index: number;
  readonly control: number;
}

/** Moves the focus to a row, once it has been scrolled to and rendered. */
function useRowFocus(
  scroller: { readonly current: HTMLElement | null },
  scrollTo: (index: number) => void,
): (target: FocusTarget) => void {
  const pending = useRef<FocusTarget>(undefined);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    if (pending.current === undefined) return;
    const { index, control } = pending.current;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (row === null || row === undefined) return;
    pending.current = undefined;
    (controlsOf(row)[control] ?? row).focus();
  });
  return (target) => {
    pending.current = target;
    scrollTo(target.index);
    renderAgain();
  };
}

function rowIndexOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? undefined : Number(row.dataset.index);
}

/** The controls of the row that an element is in. */
function controlsOf(element: HTMLElement): readonly HTMLElement[] {
  const row = element.closest('[data-index]');
  return [...(row?.querySelectorAll<HTMLElement>('input, button') ?? [])];
}

const PAGE = 10;

/** The row that a key leads to; undefined if it is no key of the table. */
function nextIndex(key: string, index: number, count: number): number | undefined {
  const within = (wanted: number): number => Math.min(Math.max(wanted, 0), count - 1);
  switch (key) {
    case 'ArrowDown':
      return within(index + 1);
    case 'ArrowUp':
      return within(index - 1);
    case 'PageDown':
      return within(index + PAGE);
    case 'PageUp':
      return within(index - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** The columns that fit into a table, px: those with a high rank are left out before any is cut off. */
export function fittingColumns<Row>(
  columns: readonly Column<Row>[],
  tableWidth: number,
): readonly Column<Row>[] {
  let free = tableWidth - 2 * ROW_PADDING + COLUMN_GAP;
  const shown = new Set<string>();
  for (const column of [...columns].sort((one, other) => one.rank - other.rank)) {
    const needed = (column.wholeWidth ?? column.width) + COLUMN_GAP;
    if (column.rank > 0 && needed > free) break;
    free -= needed;
    shown.add(column.key);
  }
  return columns.filter(({ key }) => shown.has(key));
}

function gridWidth<Row>({ width, grow }: Column<Row>): string {
  return grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`;
}
