import { expect, it } from 'vitest';
import type { SeenMember } from '../contract/fleet.ts';
import { formatFleet } from './fleet.ts';

const MEMBER: SeenMember = {
  id: '0b8f6c1d2e3a.4711.5f0c9a1b',
  host: 'hal1',
  port: 8768,
  pid: 4711,
  version: '0.1.0',
  state: 'running',
  uptimeMs: 302_000,
  clients: { open: 12, max: 50 },
  seats: { used: 1, limit: 2 },
  seatsTotal: 4,
  silentMs: 2_100,
};

it('shows each listener, the clients and the seats of all', () => {
  const other = { ...MEMBER, host: 'hal2', state: 'drained', seats: undefined } as const;
  expect(formatFleet({ members: [MEMBER, other], unreadable: 0, seatsInUse: 3 })).toBe(
    [
      'LISTENER   STATE    CLIENTS  SEATS  UP     VERSION  SILENT',
      'hal1:8768  running  12/50    1/2    5 min  0.1.0    2 s',
      'hal2:8768  drained  12/50    -      5 min  0.1.0    2 s',
      '24 clients, 3 of 4 QM seats in use',
      '',
    ].join('\n'),
  );
});

it('says what is silent, what differs and what cannot be read', () => {
  const text = formatFleet({
    members: [MEMBER, { ...MEMBER, silentMs: 42_000, seatsTotal: 5 }],
    unreadable: 2,
    seatsInUse: 0,
  });
  expect(text).toMatch(/silent .* 42 s\n/);
  expect(text).toContain('\n12 clients, 0 of 4 or 5 QM seats in use\n');
  expect(text).toContain('warning: QM_SESSIONS_TOTAL differs');
  expect(text).toContain('warning: 2 entries of the store cannot be read');
  expect(formatFleet({ members: [], unreadable: 0, seatsInUse: 0 })).toContain('No listener has written');
});

it('fits 80 columns, whatever the listeners are called, and prints no control characters', () => {
  const longest = {
    ...MEMBER,
    host: `\u001b[31m${'x'.repeat(200)}`,
    port: 65_535,
    state: 'degraded',
    version: '10.20.30-rc.1+build',
    clients: { open: 100_000, max: 100_000 },
    seats: { used: 999, limit: 1000 },
    uptimeMs: 400 * 86_400_000 + 82_800_000,
    silentMs: 599_000,
  } as const;
  const text = formatFleet({ members: [longest], unreadable: 0, seatsInUse: 0 });
  expect(text).not.toContain('\u001b');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(85);
  const usual = { ...longest, host: 'halserver-in-the-cellar.example', clients: MEMBER.clients };
  const lines = formatFleet({ members: [usual], unreadable: 0, seatsInUse: 0 }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});
