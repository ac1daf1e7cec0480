import type { ClosedConnection, ConnectionInfo } from '../../contract/connections.ts';
import { csvTable } from '../../wording/csv.ts';
import { clientKind } from '../format.ts';

const COLUMNS = [
  'number',
  'address',
  'proxy',
  'client',
  'userAgent',
  'session',
  'connectedAt',
  'lastActivityAt',
  'queries',
  'failed',
  'malformed',
  'messagesIn',
  'messagesOut',
] as const;

/** Connected clients as a table for a spreadsheet. */
export function openCsv(connections: readonly ConnectionInfo[]): string {
  const rows = connections.map((connection) => [
    ...commonCells(connection),
    connection.state,
    connection.rtt,
    connection.pendingBytes,
  ]);
  return csvTable([...COLUMNS, 'state', 'rttMs', 'pendingBytes'], rows);
}

/** Closed connections as a table for a spreadsheet. */
export function closedCsv(connections: readonly ClosedConnection[]): string {
  const rows = connections.map((connection) => [
    ...commonCells(connection),
    isoTime(connection.closedAt),
    connection.by,
    connection.code,
    connection.reason,
  ]);
  return csvTable([...COLUMNS, 'closedAt', 'closedBy', 'code', 'reason'], rows);
}

function commonCells(connection: ConnectionInfo): (string | number | null | undefined)[] {
  return [
    Number(connection.id),
    connection.address,
    connection.proxy,
    clientKind(connection.userAgent),
    connection.userAgent,
    connection.session,
    isoTime(connection.since),
    isoTime(connection.lastActivity),
    connection.queries,
    connection.failed,
    connection.malformed,
    connection.messagesIn,
    connection.messagesOut,
  ];
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
