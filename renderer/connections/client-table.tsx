import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDown12Regular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUp12Regular } from '@fluentui/react-icons/svg/arrow-up';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { useSize } from '../use-size.ts';
import { CLIENT_COLUMNS } from './client-columns.tsx';
import type { Order } from './client-order.ts';
import { useTableStyles } from './table-styles.ts';

const ROW_HEIGHT = 40;

/** A button that looks like the text it is. */
const PLAIN = {
  appearance: 'none',
  border: 'none',
  backgroundColor: 'transparent',
  margin: 0,
  padding: 0,
  fontFamily: 'inherit',
  fontSize: 'inherit',
  textAlign: 'inherit',
  color: 'inherit',
} as const;

const useStyles = makeStyles({
  scroller: { overflow: 'auto', flexGrow: 1, minHeight: 0 },
  sort: {
    ...PLAIN,
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  open: {
    ...PLAIN,
    cursor: 'pointer',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorBrandForegroundLink,
    ':hover': { textDecoration: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  check: { margin: '-6px' },
});

/** The clients, a row each; thousands stay smooth. */
export function ClientTable(props: {
  readonly clients: readonly ConnectionInfo[];
  readonly now: number;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly onOpen: (client: ConnectionInfo) => void;
}) {
  const styles = useStyles();
  const table = useTableStyles();
  const { clients, now, order, onOrder, chosen, onChosen, onOpen } = props;
  const [box, { width }] = useSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement | null>(null);
  const columns = CLIENT_COLUMNS.filter(({ from }) => from <= width);
  const template = `32px ${columns.map((column) => column.width).join(' ')}`;
  const rows = useVirtualizer({
    count: clients.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChosen(next);
  };
  const all = clients.length > 0 && clients.every(({ id }) => chosen.has(id));
  const some = !all && clients.some(({ id }) => chosen.has(id));
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
      aria-label="Clients"
      aria-rowcount={clients.length + 1}
    >
      <div role="rowgroup" className={table.head}>
        <div role="row" aria-rowindex={1} className={table.row} style={{ gridTemplateColumns: template }}>
          <span role="columnheader" className={table.cell}>
            <Checkbox
              className={styles.check}
              aria-label="Choose all"
              checked={some ? 'mixed' : all}
              onChange={() => onChosen(all ? new Set() : new Set(clients.map(({ id }) => id)))}
            />
          </span>
          {columns.map(({ key, title, right }) => {
            const sorted = order.by === key;
            return (
              <span
                key={key}
                role="columnheader"
                aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
                className={mergeClasses(table.cell, right === true && table.right)}
              >
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => onOrder({ by: key, descending: sorted && !order.descending })}
                >
                  {title}
                  {sorted && (order.descending ? <ArrowDown12Regular /> : <ArrowUp12Regular />)}
                </button>
              </span>
            );
          })}
        </div>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const client = clients[index];
          if (client === undefined) return null;
          return (
            <div
              key={client.id}
              role="row"
              aria-rowindex={index + 2}
              data-client={client.address}
              className={mergeClasses(table.row, table.body, chosen.has(client.id) && table.chosen)}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              <span role="cell" className={table.cell}>
                <Checkbox
                  className={styles.check}
                  aria-label={`Choose ${client.address}`}
                  checked={chosen.has(client.id)}
                  onChange={() => toggle(client.id)}
                />
              </span>
              {columns.map(({ key, cell, right }) => (
                <span
                  key={key}
                  role="cell"
                  className={mergeClasses(table.cell, right === true && table.right)}
                >
                  {key === 'address' ? (
                    <button type="button" className={styles.open} onClick={() => onOpen(client)}>
                      {cell(client, now)}
                    </button>
                  ) : (
                    cell(client, now)
                  )}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
