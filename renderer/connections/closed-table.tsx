import { History20Regular } from '@fluentui/react-icons/svg/history';
import type { ClosedConnection } from '../../contract/connections.ts';
import { describeClient } from '../../wording/format.ts';
import { EmptyState, ListMiddle } from '../components/list-screen.tsx';
import { clientKind, formatClock, formatCount, formatShortDuration } from '../format.ts';
import { type Column, VirtualTable } from './virtual-table.tsx';

const COLUMNS: readonly Column<ClosedConnection>[] = [
  {
    key: 'left',
    head: 'Closed',
    width: 64,
    rank: 0,
    cell: ({ closedAt }, now) => formatClock(closedAt, now).slice(-8),
  },
  {
    key: 'address',
    head: 'Address',
    width: 118,
    grow: 1,
    rank: 0,
    cell: describeClient,
  },
  {
    key: 'kind',
    head: 'Client',
    width: 110,
    rank: 2,
    cell: ({ userAgent }) => clientKind(userAgent),
  },
  {
    key: 'stay',
    head: 'Duration',
    width: 60,
    rank: 0,
    right: true,
    cell: ({ closedAt, since }) => formatShortDuration(closedAt - since),
  },
  {
    key: 'queries',
    head: 'Queries',
    width: 72,
    rank: 1,
    right: true,
    cell: ({ queries }) => formatCount(queries),
  },
  {
    key: 'reason',
    head: 'Reason',
    width: 220,
    grow: 2,
    rank: 0,
    stackBelow: 640,
    cell: ({ by, reason }) => <TruncatedText text={reason || by} />,
  },
];

/** Closed connections with their reasons. */
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
        <EmptyState icon={<History20Regular />} title="No closed connections">
          The last 1,000 closed connections appear here, with the reason.
        </EmptyState>
      </ListMiddle>
    );
  }
  return (
    <VirtualTable
      label="Closed connections"
      rows={closed}
      keyOf={({ id, closedAt }) => `${id} ${closedAt}`}
      columns={COLUMNS}
      now={now}
    />
  );
}

/** Shows the whole text as a tooltip when it is truncated. */
function TruncatedText({ text }: { readonly text: string }) {
  return (
    <span title={text} style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
      {text}
    </span>
  );
}
