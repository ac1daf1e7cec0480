import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDown12Regular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUp12Regular } from '@fluentui/react-icons/svg/arrow-up';
import type { Ref } from 'react';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { type ConnectionColumn, nextOrder, type SortOrder } from './connection-columns.tsx';
import { type Column, type OpenedBy, type TableHandle, VirtualTable } from './virtual-table.tsx';

const useStyles = makeStyles({
  /** A button that looks like plain text. */
  sort: {
    appearance: 'none',
    border: 'none',
    backgroundColor: 'transparent',
    fontFamily: 'inherit',
    fontSize: 'inherit',
    textAlign: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '2px 4px',
    margin: '0 -4px',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  sorted: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  check: { margin: '-6px' },
});

export interface Selection {
  /** Ids. */
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

/** Connections, open or closed: sortable by any column, and, where that is of use, selectable. */
export function ConnectionTable<Row extends ConnectionInfo>(props: {
  readonly label: string;
  readonly connections: readonly Row[];
  readonly columns: readonly ConnectionColumn<Row>[];
  readonly order: SortOrder;
  readonly onOrder: (order: SortOrder) => void;
  readonly selection?: Selection;
  /** Id of the connection whose details are shown. */
  readonly opened: string | undefined;
  readonly onOpen: (connection: Row, by: OpenedBy) => void;
  readonly handle: Ref<TableHandle>;
}) {
  const { connections, columns, order, onOrder, selection, ...rest } = props;
  const shown = columns.map(({ title, value: _, ...column }): Column<Row> => {
    const { key, numeric } = column;
    return {
      ...column,
      sorted: order.by !== key ? 'none' : order.descending ? 'descending' : 'ascending',
      head: (
        <SortButton
          title={title}
          sorted={order.by !== key ? undefined : order.descending ? 'descending' : 'ascending'}
          onClick={() => onOrder(nextOrder(order, { key, numeric: numeric === true }))}
        />
      ),
    };
  });
  return (
    <VirtualTable
      {...rest}
      rows={connections}
      keyOf={idOf}
      columns={selection === undefined ? shown : [selectionColumn(connections, selection), ...shown]}
      {...(selection && {
        isSelected: ({ id }: Row) => selection.selected.has(id),
        onToggle: ({ id }: Row) => selection.onSelect(toggled(selection.selected, id)),
      })}
    />
  );
}

const idOf = ({ id }: ConnectionInfo): string => id;

function selectionColumn<Row extends ConnectionInfo>(
  connections: readonly Row[],
  { selected, onSelect }: Selection,
): Column<Row> {
  const all = connections.length > 0 && connections.every(({ id }) => selected.has(id));
  const some = !all && selected.size > 0;
  return {
    key: 'choice',
    width: 24,
    rank: 0,
    head: (
      <SelectionBox
        label="Select all"
        checked={some ? 'mixed' : all}
        onChange={() => onSelect(all ? new Set() : new Set(connections.map(({ id }) => id)))}
      />
    ),
    cell: ({ id, address }) => (
      <SelectionBox
        label={`Select ${address}`}
        checked={selected.has(id)}
        onChange={() => onSelect(toggled(selected, id))}
      />
    ),
  };
}

function SelectionBox({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean | 'mixed';
  readonly onChange: () => void;
}) {
  const styles = useStyles();
  return (
    <span data-control>
      <Checkbox className={styles.check} aria-label={label} checked={checked} onChange={onChange} />
    </span>
  );
}

function SortButton({
  title,
  sorted,
  onClick,
}: {
  readonly title: string;
  readonly sorted: 'ascending' | 'descending' | undefined;
  readonly onClick: () => void;
}) {
  const styles = useStyles();
  return (
    <button
      type="button"
      className={sorted === undefined ? styles.sort : `${styles.sort} ${styles.sorted}`}
      onClick={onClick}
    >
      {title}
      {sorted === 'descending' && <ArrowDown12Regular />}
      {sorted === 'ascending' && <ArrowUp12Regular />}
    </button>
  );
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}
