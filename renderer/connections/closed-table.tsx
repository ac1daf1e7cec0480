import { History20Regular } from '@fluentui/react-icons/svg/history';
import type { ClosedConnection } from '../../contract/connections.ts';
import { count } from '../format/figures.ts';
import { clientKind } from '../format/text.ts';
import { clock, shortDuration } from '../format/times.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { ListMiddle } from '../parts/list-screen.tsx';
import { type Column, VirtualTable } from './virtual-table.tsx';

const COLUMNS: readonly Column<ClosedConnection>[] = [
  {
    key: 'left',
    head: 'Left',
    width: '72px',
    from: 0,
    cell: ({ closedAt }, now) => clock(closedAt, now).slice(-8),
  },
  { key: 'address', head: 'Address', width: 'minmax(150px, 1fr)', from: 0, cell: ({ address }) => address },
  { key: 'kind', head: 'Client', width: '110px', from: 720, cell: ({ userAgent }) => clientKind(userAgent) },
  {
    key: 'stay',
    head: 'Was here',
    width: '72px',
    from: 0,
    right: true,
    cell: ({ closedAt, since }) => shortDuration(closedAt - since),
  },
  {
    key: 'queries',
    head: 'Queries',
    width: '72px',
    from: 640,
    right: true,
    cell: ({ queries }) => count(queries),
  },
  {
    key: 'reason',
    head: 'Reason',
    width: 'minmax(220px, 2fr)',
    from: 0,
    under: 640,
    cell: ({ by, reason }) => <Cut text={reason || by} />,
  },
];

/** Who left, and why. */
export function ClosedTable({
  closed,
  now,
}: {
  readonly closed: readonly ClosedConnection[];
  readonly now: number;
}) {
  if (closed.length === 0) {
    return (
      <ListMiddle>
        <EmptyState icon={<History20Regular />} title="Nobody has left yet">
          The last thousand clients that leave are listed here, with the reason.
        </EmptyState>
      </ListMiddle>
    );
  }
  return (
    <VirtualTable
      label="Clients that left"
      rows={closed}
      keyOf={({ id, closedAt }) => `${id} ${closedAt}`}
      columns={COLUMNS}
      now={now}
    />
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
