import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDown12Regular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUp12Regular } from '@fluentui/react-icons/svg/arrow-up';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { describeClient } from '../../wording/format.ts';
import { CLIENT_COLUMNS, type ClientColumn, type SortOrder } from './client-columns.tsx';
import { type Column, VirtualTable } from './virtual-table.tsx';

/** A button that looks like plain text. */
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
  cursor: 'pointer',
  borderRadius: tokens.borderRadiusSmall,
  ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
} as const;

const useStyles = makeStyles({
  sort: {
    ...PLAIN,
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '2px 4px',
    margin: '0 -4px',
    ':hover': { color: tokens.colorNeutralForeground1 },
  },
  sorted: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  open: {
    ...PLAIN,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    padding: '2px 4px',
    margin: '0 -4px',
    color: tokens.colorBrandForegroundLink,
    ':hover': { textDecoration: 'underline' },
  },
  check: { margin: '-6px' },
});

/** Connected clients: sortable by any column, selectable individually or all at once. */
export function ClientTable(props: {
  readonly clients: readonly ConnectionInfo[];
  readonly now: number;
  readonly order: SortOrder;
  readonly onOrder: (order: SortOrder) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onOpen: (client: ConnectionInfo) => void;
}) {
  const styles = useStyles();
  const { clients, now, order, onOrder, selected, onSelect, onOpen } = props;
  const all = clients.length > 0 && clients.every(({ id }) => selected.has(id));
  const some = !all && selected.size > 0;
  const selectionColumn: Column<ConnectionInfo> = {
    key: 'choice',
    width: 24,
    rank: 0,
    head: (
      <Checkbox
        className={styles.check}
        aria-label="Select all"
        checked={some ? 'mixed' : all}
        onChange={() => onSelect(all ? new Set() : new Set(clients.map(({ id }) => id)))}
      />
    ),
    cell: ({ id, address }) => (
      <Checkbox
        className={styles.check}
        aria-label={`Select ${address}`}
        checked={selected.has(id)}
        onChange={() => onSelect(toggled(selected, id))}
      />
    ),
  };
  const column = ({ title, value: _, ...rest }: ClientColumn): Column<ConnectionInfo> => ({
    ...rest,
    ...(rest.key === 'address' && {
      cell: (client) => (
        <button type="button" className={styles.open} onClick={() => onOpen(client)}>
          {describeClient(client)}
        </button>
      ),
    }),
    sorted: order.by !== rest.key ? 'none' : order.descending ? 'descending' : 'ascending',
    head: <SortButton title={title} by={rest.key} order={order} onOrder={onOrder} />,
  });
  return (
    <VirtualTable
      label="Clients"
      rows={clients}
      keyOf={({ id }) => id}
      columns={[selectionColumn, ...CLIENT_COLUMNS.map(column)]}
      now={now}
      isSelected={({ id }) => selected.has(id)}
    />
  );
}

function SortButton({
  title,
  by,
  order,
  onOrder,
}: {
  readonly title: string;
  readonly by: string;
  readonly order: SortOrder;
  readonly onOrder: (order: SortOrder) => void;
}) {
  const styles = useStyles();
  const sorted = order.by === by;
  return (
    <button
      type="button"
      className={sorted ? `${styles.sort} ${styles.sorted}` : styles.sort}
      onClick={() => onOrder({ by, descending: sorted && !order.descending })}
    >
      {title}
      {sorted && (order.descending ? <ArrowDown12Regular /> : <ArrowUp12Regular />)}
    </button>
  );
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}
