import { expect, it } from 'vitest';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { CLIENT_COLUMNS, filterAndSort } from './client-columns.tsx';
import { fittingColumns } from './virtual-table.tsx';

function client(number: number, change: Partial<ConnectionInfo> = {}): ConnectionInfo {
  return {
    id: String(number),
    address: `10.0.0.${number}:5000`,
    userAgent: null,
    session: `hal_${number}`,
    state: 'passive_listening',
    since: 1_000 - number,
    lastActivity: 0,
    rtt: null,
    pendingBytes: 0,
    messagesIn: 0,
    messagesOut: 0,
    queries: 0,
    errors: 0,
    ...change,
  };
}

const CLIENTS = [
  client(2, { queries: 5 }),
  client(10, { userAgent: 'HAL-Mac/2' }),
  client(1, { queries: 5 }),
];

function numbers(filter: string, by: string, descending = false): number[] {
  return filterAndSort(CLIENTS, filter, { by, descending }).map(({ id }) => Number(id));
}

it('sorts by a column, then by number', () => {
  expect(numbers('', 'number', true)).toEqual([10, 2, 1]);
  expect(numbers('', 'queries', true)).toEqual([1, 2, 10]);
  expect(numbers('', 'address')).toEqual([1, 2, 10]);
  // Longest duration first, while the values themselves are start times.
  expect(numbers('', 'since', true)).toEqual([10, 2, 1]);
});

it('filters by visible values, ignoring case', () => {
  expect(numbers('hal-mac', 'number')).toEqual([10]);
  expect(numbers(' 10.0.0.2', 'number')).toEqual([2]);
  expect(numbers('nobody', 'number')).toEqual([]);
});

it('shows no column in part, in a table of any width', () => {
  const columns = CLIENT_COLUMNS.map((column) => ({ ...column, head: column.title }));
  const shown = (width: number): string[] => fittingColumns(columns, width).map(({ key }) => key);
  for (let width = 302; width <= 2_000; width += 1) {
    const total = fittingColumns(columns, width).reduce((sum, column) => sum + column.width + 12, 28 - 12);
    expect(total, `a table ${width} px wide`).toBeLessThanOrEqual(width);
  }
  expect(shown(302)).toEqual(['address', 'state']);
  expect(shown(990)).toContain('errors');
  expect(shown(2_000)).toHaveLength(CLIENT_COLUMNS.length);
});
