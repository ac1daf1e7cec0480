import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { History20Regular } from '@fluentui/react-icons/svg/history';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ClosedConnection } from '../../contract/connections.ts';
import { count } from '../format/figures.ts';
import { clock, shortDuration } from '../format/times.ts';
import { clientKind } from '../format/user-agent.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { useSize } from '../use-size.ts';
import { useTableStyles } from './table-styles.ts';

const useStyles = makeStyles({ scroller: { overflow: 'auto', flexGrow: 1, minHeight: 0 } });

interface Column {
  readonly title: string;
  readonly width: string;
  readonly from: number;
  readonly right?: true;
  readonly cell: (closed: ClosedConnection, now: number) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Left', width: '72px', from: 0, cell: ({ closedAt }, now) => clock(closedAt, now).slice(-8) },
  { title: 'Address', width: 'minmax(130px, 1fr)', from: 0, cell: ({ address }) => address },
  { title: 'Client', width: '110px', from: 720, cell: ({ userAgent }) => clientKind(userAgent) },
  {
    title: 'Was here',
    width: '92px',
    from: 560,
    right: true,
    cell: ({ closedAt, since }) => shortDuration(closedAt - since),
  },
  { title: 'Queries', width: '72px', from: 640, right: true, cell: ({ queries }) => count(queries) },
  { title: 'Reason', width: 'minmax(110px, 2fr)', from: 0, cell: ({ by, reason }) => reason || by },
];

/** Who left, and why. */
export function ClosedTable({
  closed,
  now,
}: {
  readonly closed: readonly ClosedConnection[];
  readonly now: number;
}) {
  const styles = useStyles();
  const table = useTableStyles();
  const [box, { width }] = useSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement | null>(null);
  const rows = useVirtualizer({
    count: closed.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 40,
    overscan: 12,
  });
  if (closed.length === 0) {
    return (
      <EmptyState icon={<History20Regular />} title="Nobody has left yet">
        The last thousand clients that leave are listed here, with the reason.
      </EmptyState>
    );
  }
  const columns = COLUMNS.filter(({ from }) => from <= width);
  const template = columns.map((column) => column.width).join(' ');
  return (
    <div
      ref={(element) => {
        scroller.current = element;
        box(element);
      }}
      className={styles.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached with the keyboard.
      tabIndex={0}
      role="table"
      aria-label="Clients that left"
      aria-rowcount={closed.length + 1}
    >
      <div role="rowgroup" className={table.head}>
        <div role="row" className={table.row} style={{ gridTemplateColumns: template }}>
          {columns.map(({ title, right }) => (
            <span key={title} role="columnheader" className={mergeClasses(table.cell, right && table.right)}>
              {title}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const one = closed[index];
          if (one === undefined) return null;
          return (
            <div
              key={`${one.id} ${one.closedAt}`}
              role="row"
              className={mergeClasses(table.row, table.body)}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              {columns.map(({ title, right, cell }) => (
                <span key={title} role="cell" className={mergeClasses(table.cell, right && table.right)}>
                  <Cut text={cell(one, now)} />
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Whole under the pointer where there is too little room. */
function Cut({ text }: { readonly text: string }) {
  return (
    <span title={text} style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
      {text}
    </span>
  );
}
