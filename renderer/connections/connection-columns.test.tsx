import { expect, it } from 'vitest';
import type { ConnectionInfo } from '../../contract/connections.ts';
import { closedClient } from '../testing/fixtures.ts';
import { CLOSED_COLUMNS, filterAndSort, nextOrder, OPEN_COLUMNS } from './connection-columns.tsx';
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
    failed: 0,
    malformed: 0,
    ...change,
  };
}

const CLIENTS = [
  client(2, { queries: 5 }),
  client(10, { userAgent: 'HAL-Mac/2' }),
  client(1, { queries: 5 }),
];

function numbers(filter: string, by: string, descending = false): number[] {
  return filterAndSort(CLIENTS, OPEN_COLUMNS, filter, { by, descending }).map(({ id }) => Number(id));
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

it('filters and sorts closed connections by who closed them, code and reason', () => {
  const closed = [
    closedClient(1, 'client', 'closed by the client: going away'),
    closedClient(2, 'operator', 'disconnected by the operator'),
    closedClient(3, 'heartbeat', 'did not answer two pings'),
  ];
  const found = (filter: string, by = 'closedAt', descending = true) =>
    filterAndSort(closed, CLOSED_COLUMNS, filter, { by, descending }).map(({ id }) => id);
  expect(found('')).toEqual(['101', '102', '103']);
  expect(found('', 'by', false)).toEqual(['101', '103', '102']);
  expect(found('1001')).toEqual(['101']);
  expect(found('listener')).toEqual(['103']);
  expect(found('GOING')).toEqual(['101']);
});

it('sorts figures with the largest first, texts from A, and either in reverse at the next click', () => {
  const order = (key: string, before = { by: 'number', descending: false }) => {
    const column = OPEN_COLUMNS.find((each) => each.key === key);
    return nextOrder(before, { key, numeric: column?.numeric === true });
  };
  expect(order('queries')).toEqual({ by: 'queries', descending: true });
  expect(order('queries', order('queries'))).toEqual({ by: 'queries', descending: false });
  expect(order('address')).toEqual({ by: 'address', descending: false });
  expect(order('address', order('address'))).toEqual({ by: 'address', descending: true });
});

it('shows no column in part, in a table of any width', () => {
  const head = { head: '' };
  for (const columns of [
    [
      { key: 'choice', width: 24, rank: 0, cell: () => '', ...head },
      ...OPEN_COLUMNS.map((column) => ({ ...column, ...head })),
    ],
    CLOSED_COLUMNS.map((column) => ({ ...column, ...head })),
  ]) {
    for (let width = 310; width <= 2_000; width += 1) {
      const shown = fittingColumns<never>(columns as never, width);
      const total = shown.reduce((sum, column) => sum + column.width + 12, 28 - 12);
      expect(total, `a table ${width} px wide`).toBeLessThanOrEqual(width);
    }
    expect(fittingColumns<never>(columns as never, 2_000)).toHaveLength(columns.length);
  }
});

it('keeps what matters most in the narrowest table', () => {
  const keys = (columns: readonly { readonly key: string }[], width: number) =>
    fittingColumns<never>(columns.map((column) => ({ ...column, head: '' })) as never, width).map(
      ({ key }) => key,
    );
  expect(keys(OPEN_COLUMNS, 310)).toEqual(['address', 'kind']);
  expect(keys(CLOSED_COLUMNS, 310)).toEqual(['address', 'by']);
  expect(keys(CLOSED_COLUMNS, 620)).toEqual(['closedAt', 'address', 'by', 'code', 'reason']);
});
