import { expect, it } from 'vitest';
import type { Status } from '../contract/status.ts';
import { formatStatus, localTime } from './format-status.ts';
import { listenerWarnings } from './warnings.ts';

const STATUS: Status = {
  state: 'running',
  userNo: 10_001,
  pid: 4711,
  origin: 'tray',
  version: '0.1.0',
  startedAt: 0,
  uptimeMs: 302_000,
  listening: [
    { host: '0.0.0.0', port: 8768 },
    { host: '::', port: 8768 },
  ],
  connections: { open: 3, max: 50, total: 7, refused: 0 },
  queries: { total: 12, failed: 1 },
  account: {
    name: 'HAL',
    driver: 'qmclient',
    state: 'ready',
    seats: { used: 1, limit: 2, waiting: 0 },
    sessions: [
      { state: 'idle', userNo: 334, keeper: true },
      { state: 'opening', keeper: false },
    ],
  },
  logLevel: 'info',
};

it('names trusted proxies, and warns of others', () => {
  const proxies = {
    trusted: ['127.0.0.1', '::1'],
    named: 7,
    unnamed: 1,
    malformed: 2,
    untrusted: [{ address: '10.0.0.5', sent: ['Forwarded', 'PROXY protocol'], requests: 3, lastAt: 0 }],
  };
  const status = { ...STATUS, token: false, listening: [{ host: '127.0.0.1', port: 8768 }], proxies };
  expect(formatStatus(status)).toContain(
    '\nproxies      127.0.0.1, ::1, named 7 of 8 clients, 2 malformed requests refused\n',
  );
  expect(listenerWarnings(status)).toEqual([
    'every machine on the network can connect (through the proxy, no token). To set a token: hal-listener config set token',
    'a proxy at 10.0.0.5 names clients (Forwarded, PROXY protocol) and is not trusted, so all its clients count as one. If it is yours: hal-listener config set trustedProxies 127.0.0.1,::1,10.0.0.5, then hal-listener reload',
  ]);
  expect(formatStatus({ ...status, proxies: { ...proxies, trusted: [] } })).not.toContain('proxies');
});

it('shows the session store, with the reason where it cannot be used', () => {
  expect(formatStatus(STATUS)).not.toContain('session store');
  expect(formatStatus({ ...STATUS, store: { state: 'ready' } })).toMatch(/^session store +ready$/m);
  const full = { state: 'read-only', reason: 'its memory is full (OOM)' } as const;
  expect(formatStatus({ ...STATUS, store: full })).toMatch(
    /^session store +read-only \(its memory is full \(OOM\)\)$/m,
  );
});

it('uses terms that operators know', () => {
  expect(formatStatus(STATUS)).toMatchInlineSnapshot(`
    "WebSocket Listener: RUNNING
      TCP  0.0.0.0:8768  0.0.0.0:0  LISTENING  4711
      TCP  [::]:8768     [::]:0     LISTENING  4711
    User No.     10001
    PID          4711
    started by   tray
    up           5 min 2 s
    connections  3/50, 7 so far
    queries      12, 1 failed
    account      HAL, driver qmclient, ready
    QM seats     1 of 2
    QM sessions  user 334 idle, user ? opening
    version      0.1.0
    last error   none
    "
  `);
});

it('shows trouble: a drain, a QM that is down, queries that wait, the last error, the owner', () => {
  const text = formatStatus({
    ...STATUS,
    state: 'draining',
    account: {
      ...STATUS.account,
      state: 'down',
      reason: 'licence limit reached',
      seats: { used: 2, limit: 2, waiting: 4 },
    },
    lastError: { at: 0, message: 'QM refused the login' },
    owner: { by: 'watch (root)', pid: 1 },
  });
  for (const part of [
    'STOPPING',
    '(licence limit reached)',
    '4 queries wait',
    `${localTime(0)} QM refused`,
    'watched by watch (root)',
  ]) {
    expect(text).toContain(part);
  }
});
