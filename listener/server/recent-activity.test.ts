import { expect, it } from 'vitest';
import type { AnsweredQuery } from '../../contract/connections.ts';
import { RecentActivity } from './recent-activity.ts';

const query: AnsweredQuery = {
  connection: 'c',
  address: '127.0.0.1:1',
  askedAt: 1,
  intent: 'medication',
  ms: 3,
  rows: 2,
  status: 'success',
};

it('remembers the last thousand queries, newest first', () => {
  const recent = new RecentActivity();
  for (let askedAt = 1; askedAt <= 1_001; askedAt += 1) recent.answered({ ...query, askedAt });
  const queries = recent.answeredQueries();
  expect([queries.length, queries[0]?.askedAt, queries.at(-1)?.askedAt]).toEqual([1_000, 1_001, 2]);
});

it('hands out each span of load once, with bounded latencies', () => {
  const recent = new RecentActivity();
  recent.answered(query);
  expect(recent.takeLoad()).toEqual({ queries: 1, latencies: [3] });
  expect(recent.takeLoad()).toEqual({ queries: 0, latencies: [] });
  for (let count = 0; count < 5_000; count += 1) recent.answered(query);
  const { queries, latencies } = recent.takeLoad();
  expect([queries, latencies.length]).toEqual([5_000, 2_000]);
});

it('keeps declined queries separately, so that others do not displace them', () => {
  const recent = new RecentActivity();
  const query = { connection: '1', address: '192.0.2.7:1', askedAt: 1, intent: 'GENERAL', ms: 1, rows: 0 };
  recent.answered({ ...query, status: 'declined' });
  recent.answered({ ...query, status: 'refused' });
  for (let asked = 0; asked < 5_000; asked += 1) recent.answered({ ...query, status: 'success' });
  expect(recent.declinedQueries()).toEqual([{ ...query, status: 'declined' }]);
});
