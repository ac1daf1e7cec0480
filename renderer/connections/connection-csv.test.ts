import { expect, it } from 'vitest';
import { client, closedClient } from '../testing/fixtures.ts';
import { closedCsv, openCsv } from './connection-csv.ts';

function records(csv: string): Record<string, string>[] {
  const [head = '', ...rows] = csv.trimEnd().split('\r\n');
  const names = head.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, place) => [names[place], cell])));
}

it('exports connected clients with figures as such and texts that run nothing', () => {
  const [first, second] = records(
    openCsv([client(6, { userAgent: '=cmd' }), client(5, { proxy: '10.0.0.5', rtt: null })]),
  );
  expect(first).toMatchObject({ number: '6', failed: '2', malformed: '0', userAgent: `"'=cmd"`, proxy: '' });
  expect(second).toMatchObject({ number: '5', proxy: '"10.0.0.5"', rttMs: '', malformed: '1' });
});

it('exports closed connections with who closed them, the code and the reason', () => {
  const closedAt = Date.UTC(2026, 10, 23, 5, 6, 7);
  const [row] = records(closedCsv([{ ...closedClient(1, 'operator', 'disconnected by anna'), closedAt }]));
  expect(row).toMatchObject({
    closedAt: '"2026-11-23T05:06:07.000Z"',
    closedBy: '"operator"',
    code: '1008',
    reason: '"disconnected by anna"',
  });
});
