import type { ReactNode } from 'react';
import type { ClosedConnection, ConnectionInfo } from '../../contract/connections.ts';
import { describeClient } from '../../wording/format.ts';
import {
  clientKind,
  formatByteSize,
  formatClock,
  formatCount,
  formatMilliseconds,
  formatShortDuration,
} from '../format.ts';
import { closedBy, closeReason } from './closing-words.ts';
import { Age, NonZero, SessionState } from './connection-cells.tsx';

export interface ConnectionColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** Smallest width, px. */
  readonly width: number;
  /** The width at which what it usually shows is not cut: other columns are left out before it is narrower, px. */
  readonly wholeWidth?: number;
  /** Share of the space that is left. */
  readonly grow?: number;
  /** In a narrow table columns with a higher rank are hidden first; 0 is always shown. */
  readonly rank: number;
  /** A figure: on the right, and sorted with the largest first. */
  readonly numeric?: true;
  readonly cell: (row: Row) => ReactNode;
  /** Value to sort by. */
  readonly value: (row: Row) => string | number;
}

const NUMBER: ConnectionColumn<ConnectionInfo> = {
  key: 'number',
  title: 'No.',
  width: 52,
  rank: 4,
  numeric: true,
  cell: ({ id }) => id,
  value: ({ id }) => Number(id),
};

const ADDRESS: ConnectionColumn<ConnectionInfo> = {
  key: 'address',
  title: 'Address',
  width: 126,
  grow: 1,
  rank: 0,
  cell: (client) => <span title={describeClient(client)}>{describeClient(client)}</span>,
  value: describeClient,
};

const KIND: ConnectionColumn<ConnectionInfo> = {
  key: 'kind',
  title: 'Client',
  width: 104,
  // `HAL-Windows 1.9 on Windows`.
  wholeWidth: 216,
  grow: 2,
  rank: 0,
  cell: ({ userAgent }) => <span title={userAgent ?? undefined}>{clientKind(userAgent)}</span>,
  value: ({ userAgent }) => clientKind(userAgent),
};

function count(
  key: 'queries' | 'failed' | 'malformed',
  title: string,
  width: number,
  rank: number,
): ConnectionColumn<ConnectionInfo> {
  return {
    key,
    title,
    width,
    rank,
    numeric: true,
    cell: (client) =>
      key === 'queries' ? formatCount(client[key]) : <NonZero value={client[key]} format={formatCount} />,
    value: (client) => client[key],
  };
}

const COUNTS = [
  count('queries', 'Queries', 84, 3),
  count('failed', 'Failed', 76, 6),
  count('malformed', 'Malformed', 98, 8),
] as const;

/** Columns of the connected clients, in their order. */
export const OPEN_COLUMNS: readonly ConnectionColumn<ConnectionInfo>[] = [
  NUMBER,
  ADDRESS,
  KIND,
  {
    key: 'state',
    title: 'State',
    width: 100,
    rank: 1,
    cell: ({ state }) => <SessionState state={state} />,
    value: ({ state }) => state,
  },
  {
    key: 'since',
    title: 'Duration',
    width: 88,
    rank: 5,
    numeric: true,
    cell: ({ since }) => (
      <span title={`since ${formatClock(since)}`}>
        <Age since={since} />
      </span>
    ),
    value: ({ since }) => -since,
  },
  {
    key: 'idle',
    title: 'Idle',
    width: 80,
    rank: 2,
    numeric: true,
    cell: ({ lastActivity }) => <Age since={lastActivity} />,
    value: ({ lastActivity }) => -lastActivity,
  },
  ...COUNTS,
  {
    key: 'rtt',
    title: 'RTT',
    width: 78,
    rank: 7,
    numeric: true,
    cell: ({ rtt }) => formatMilliseconds(rtt),
    value: ({ rtt }) => rtt ?? -1,
  },
  {
    key: 'traffic',
    title: 'In / out',
    width: 104,
    rank: 9,
    numeric: true,
    cell: ({ messagesIn, messagesOut }) => `${formatCount(messagesIn)} / ${formatCount(messagesOut)}`,
    value: ({ messagesIn, messagesOut }) => messagesIn + messagesOut,
  },
  {
    key: 'pending',
    title: 'Pending',
    width: 88,
    rank: 10,
    numeric: true,
    cell: ({ pendingBytes }) => <NonZero value={pendingBytes} format={formatByteSize} />,
    value: ({ pendingBytes }) => pendingBytes,
  },
];

/** Columns of the closed connections, in their order. */
export const CLOSED_COLUMNS: readonly ConnectionColumn<ClosedConnection>[] = [
  {
    key: 'closedAt',
    title: 'Closed',
    width: 76,
    rank: 1,
    numeric: true,
    cell: ({ closedAt }) => <span title={formatClock(closedAt)}>{formatClock(closedAt).slice(-8)}</span>,
    value: ({ closedAt }) => closedAt,
  },
  { ...NUMBER, rank: 7 },
  ADDRESS,
  { ...KIND, rank: 4 },
  {
    key: 'by',
    title: 'Closed by',
    width: 92,
    rank: 0,
    cell: closedBy,
    value: closedBy,
  },
  {
    key: 'code',
    title: 'Code',
    width: 66,
    rank: 2,
    numeric: true,
    cell: ({ code }) => code,
    value: ({ code }) => code,
  },
  {
    key: 'reason',
    title: 'Reason',
    width: 150,
    grow: 2,
    rank: 3,
    cell: (closed) => <span title={closeReason(closed)}>{closeReason(closed)}</span>,
    value: closeReason,
  },
  {
    key: 'stay',
    title: 'Duration',
    width: 88,
    rank: 5,
    numeric: true,
    cell: ({ closedAt, since }) => formatShortDuration(closedAt - since),
    value: ({ closedAt, since }) => closedAt - since,
  },
  ...COUNTS.map((column, place) => ({ ...column, rank: [6, 8, 9][place] ?? 9 })),
];

export interface SortOrder {
  /** A column's key. */
  readonly by: string;
  readonly descending: boolean;
}

/** The order after a click on a column's heading: reversed, or that of another column, figures with the largest first. */
export function nextOrder(
  order: SortOrder,
  { key, numeric }: { readonly key: string; readonly numeric: boolean },
): SortOrder {
  return { by: key, descending: order.by === key ? !order.descending : numeric };
}

/** Connections with the text in any part of them, sorted by a column, then by number. */
export function filterAndSort<Row extends ConnectionInfo>(
  connections: readonly Row[],
  columns: readonly ConnectionColumn<Row>[],
  filter: string,
  { by, descending }: SortOrder,
): readonly Row[] {
  const wanted = filter.trim().toLowerCase();
  const value = columns.find(({ key }) => key === by)?.value ?? (({ id }) => Number(id));
  const sign = descending ? -1 : 1;
  return connections
    .filter((connection) => wanted === '' || textOf(connection).includes(wanted))
    .sort((one, other) => sign * compare(value(one), value(other)) || Number(one.id) - Number(other.id));
}

function textOf(connection: ConnectionInfo | ClosedConnection): string {
  const { id, userAgent, session, state } = connection;
  const parts = [id, describeClient(connection), userAgent ?? '', clientKind(userAgent), session, state];
  const closing = 'closedAt' in connection ? [closedBy(connection), connection.code, connection.reason] : [];
  return [...parts, ...closing].join(' ').toLowerCase();
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}
