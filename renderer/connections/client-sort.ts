import type { ConnectionInfo } from '../../contract/connections.ts';
import { clientKind } from '../format/text.ts';
import { CLIENT_COLUMNS } from './client-columns.tsx';

export interface SortOrder {
  /** Key of a column. */
  readonly by: string;
  readonly descending: boolean;
}

/** The clients that hold the text somewhere an operator sees it, in order. Equal ones by number. */
export function filterAndSort(
  clients: readonly ConnectionInfo[],
  filter: string,
  { by, descending }: SortOrder,
): readonly ConnectionInfo[] {
  const wanted = filter.trim().toLowerCase();
  const value = CLIENT_COLUMNS.find(({ key }) => key === by)?.value ?? (({ id }) => Number(id));
  const sign = descending ? -1 : 1;
  return clients
    .filter((client) => wanted === '' || textOf(client).includes(wanted))
    .sort((one, other) => sign * compare(value(one), value(other)) || Number(one.id) - Number(other.id));
}

function textOf({ id, address, userAgent, session, state }: ConnectionInfo): string {
  return [id, address, userAgent ?? '', clientKind(userAgent), session, state].join(' ').toLowerCase();
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), undefined, { numeric: true });
}
