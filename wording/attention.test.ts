import { describe, expect, it } from 'vitest';
import type { Alarm } from '../contract/alarm.ts';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import type { Status } from '../contract/status.ts';
import { type AttentionItem, attentionItems } from './attention.ts';

const NOW = 1_000_000_000_000;
const HOUR_MS = 3_600_000;

function status(change: Partial<Status> = {}): Status {
  return {
    state: 'running',
    userNo: 10_001,
    pid: 7,
    origin: 'panel',
    version: '0.1.0',
    startedAt: NOW - HOUR_MS,
    uptimeMs: HOUR_MS,
    listening: [{ host: '0.0.0.0', port: 8_768 }],
    token: true,
    connections: { open: 3, max: 50, total: 9, refused: 0 },
    queries: { total: 1, failed: 0 },
    account: { name: 'HAL', driver: 'qmclient', state: 'ready' },
    logLevel: 'info',
    configuration: { readAt: NOW - HOUR_MS, needsRestart: [] },
    ...change,
  };
}

function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    at: NOW,
    state: 'running',
    reason: 'started by panel',
    port: 8_768,
    scheme: 'ws',
    machine: 'm',
    version: '0.1.0',
    status: status(),
    ...change,
  };
}

/** Without a status: nothing answers. */
function silent(state: Snapshot['state'], change: Partial<Snapshot> = {}): Snapshot {
  const { status: _, ...rest } = snapshot({ state, reason: 'stopped by cli (anna)', ...change });
  return rest;
}

const of = (shown: Snapshot): readonly AttentionItem[] => attentionItems(shown, NOW);
const withStatus = (change: Partial<Status>): Snapshot => snapshot({ status: status(change) });
const alarm = (kind: Alarm['kind']): Alarm => ({
  kind,
  state: 'raised',
  at: NOW,
  detail: 'a figure, its limit',
});

it('says nothing while everything is all right, or nothing is known', () => {
  const around = {
    autostart: 'installed',
    disk: { free: 50, total: 100 },
    configurationChangedAt: NOW - 2 * HOUR_MS,
  } as const;
  expect(of(snapshot({ surroundings: around }))).toEqual([]);
  expect(attentionItems(undefined, NOW)).toEqual([]);
  for (const state of ['starting', 'draining'] as const) expect(of(silent(state))).toEqual([]);
});

/** Each item: what brings it, its severity, a part of its text, and what its button does. */
const ITEMS: readonly (readonly [string, Snapshot, string, RegExp, object])[] = [
  [
    'not-running',
    silent('stopped'),
    'error',
    /is stopped No client can connect: stopped by cli/,
    { kind: 'start' },
  ],
  ['not-running', silent('hung'), 'error', /not responding/, { kind: 'restart' }],
  [
    'not-running',
    silent('backing-off'),
    'error',
    /started again soon/,
    { kind: 'start', label: 'Start now' },
  ],
  [
    'not-running',
    silent('failed', { failure: { message: 'Port 8768 is in use.', lastLines: [] } }),
    'error',
    /Port 8768 is in use/,
    { kind: 'show', screen: 'overview' },
  ],
  [
    'database',
    withStatus({ account: { name: 'HAL', driver: 'qmclient', state: 'down', reason: 'qm refuses' } }),
    'error',
    /Account HAL is not responding \(qmclient\) qm refuses\. Clients get an error/,
    { kind: 'show', screen: 'qm', label: 'Show QM' },
  ],
  [
    'database',
    withStatus({ account: { name: 'HAL', driver: 'qmclient', state: 'connecting', reason: 'qm refuses' } }),
    'warning',
    /Connecting to account HAL/,
    { kind: 'show', screen: 'qm' },
  ],
  [
    'connections',
    withStatus({ connections: { open: 50, max: 50, total: 99, refused: 31 } }),
    'error',
    /All 50 connections are in use New clients are refused\. 31 clients refused since the start/,
    { kind: 'show', screen: 'connections' },
  ],
  [
    'connections',
    withStatus({ connections: { open: 45, max: 50, total: 99, refused: 0 } }),
    'warning',
    /45 of 50 connections/,
    { kind: 'show', screen: 'connections' },
  ],
  [
    'refused',
    withStatus({ connections: { open: 3, max: 50, total: 99, refused: 1 } }),
    'warning',
    /1 client refused/,
    { kind: 'show', screen: 'events' },
  ],
  [
    'incident',
    snapshot({ lastTrouble: { at: NOW - 23 * HOUR_MS, message: 'crashed: process 6 is gone' } }),
    'warning',
    /failed in the last 24 hours crashed: process 6 is gone/,
    { kind: 'show', screen: 'events' },
  ],
  [
    'open-network',
    withStatus({ token: false }),
    'warning',
    /Any machine on the network .* on 0\.0\.0\.0 without a token/,
    { kind: 'show', screen: 'settings' },
  ],
  [
    'proxy 10.0.0.5',
    withStatus({
      proxies: {
        trusted: ['127.0.0.1'],
        named: 0,
        unnamed: 0,
        malformed: 0,
        untrusted: [{ address: '10.0.0.5', sent: ['Forwarded'], requests: 1, lastAt: 0 }],
      },
    }),
    'warning',
    /10\.0\.0\.5 is not trusted .*\(Forwarded\).* 127\.0\.0\.1,10\.0\.0\.5/,
    { kind: 'show', screen: 'settings' },
  ],
  [
    'certificate',
    withStatus({ certificate: { endsAt: NOW, warning: 'the TLS certificate expires in 4 days: renew it' } }),
    'warning',
    /the TLS certificate expires in 4 days renew it/,
    { kind: 'reload' },
  ],
  [
    'disk',
    snapshot({ surroundings: { disk: { free: 4_900_000_000, total: 100_000_000_000 } } }),
    'warning',
    /Low disk space: 4\.9 GB, 4 %/,
    { kind: 'show', screen: 'diagnostics' },
  ],
  [
    'configuration',
    snapshot({ surroundings: { configurationChangedAt: NOW - 5 } }),
    'warning',
    /configuration has changed since/,
    { kind: 'reload' },
  ],
  [
    'needs-restart',
    withStatus({ configuration: { readAt: NOW, needsRestart: ['port', 'host'] } }),
    'warning',
    /need a restart port, host/,
    { kind: 'restart' },
  ],
  [
    'drained',
    withStatus({ drain: { phase: 'closing', by: 'cli (anna)', since: NOW, left: 2, waiting: 0 } }),
    'warning',
    /out of service .* Drained by cli \(anna\); 2 clients left/,
    { kind: 'put-back' },
  ],
  [
    'store',
    withStatus({ store: { state: 'down', reason: 'connection refused' } }),
    'warning',
    /session store is not responding connection refused\. Other listeners/,
    { kind: 'show', screen: 'diagnostics' },
  ],
  ['debug', withStatus({ logLevel: 'debug' }), 'info', /DEBUG is on/, { kind: 'restart' }],
  [
    'example',
    withStatus({ account: { name: 'HAL', driver: 'embedded', state: 'ready', example: true } }),
    'info',
    /every record is invented/,
    { kind: 'show', screen: 'setup' },
  ],
  [
    'autostart',
    snapshot({ surroundings: { autostart: 'missing' } }),
    'info',
    /does not start with this machine/,
    { kind: 'show', screen: 'settings' },
  ],
  ...(['cpu', 'memory', 'disk', 'seats', 'declined', 'test'] as const).map(
    (kind) =>
      [
        `alarm ${kind}`,
        withStatus({ alarms: [alarm(kind)] }),
        'warning',
        /a figure, its limit/,
        { kind: /show|copy/ },
      ] as const,
  ),
];

describe('an item', () => {
  it.each(ITEMS)('%s comes alone, with its text and one thing to do', (id, shown, severity, text, action) => {
    const items = of(shown);
    expect(items.map((item) => item.id)).toEqual([id]);
    const [item] = items as [AttentionItem];
    expect(item.severity).toBe(severity);
    expect(`${item.title} ${item.detail}`).toMatch(text);
    const { kind } = action as { kind: string | RegExp };
    if (kind instanceof RegExp) expect(item.action.kind).toMatch(kind);
    else expect(item.action).toMatchObject(action);
  });
});

it('says nothing twice: an alarm whose cause has an item of its own', () => {
  const crash = { at: NOW - 5, message: 'crashed: gone' };
  expect(
    of(snapshot({ lastTrouble: crash, status: status({ alarms: [alarm('crash')] }) })).map(({ id }) => id),
  ).toEqual(['incident']);
  const certificate = { endsAt: NOW, warning: 'the TLS certificate expires: renew it' };
  expect(of(withStatus({ certificate, alarms: [alarm('certificate')] })).map(({ id }) => id)).toEqual([
    'certificate',
  ]);
  const low = { disk: { free: 1, total: 100 } };
  expect(
    of(snapshot({ surroundings: low, status: status({ alarms: [alarm('disk')] }) })).map(({ id }) => id),
  ).toEqual(['alarm disk']);
  const changed = { configurationChangedAt: NOW };
  const pending = { readAt: NOW - 5, needsRestart: ['port'] };
  expect(
    of(snapshot({ surroundings: changed, status: status({ configuration: pending }) })).map(({ id }) => id),
  ).toEqual(['configuration']);
});

it('comes worst first', () => {
  const all = snapshot({
    lastTrouble: { at: NOW, message: 'crashed' },
    surroundings: { autostart: 'missing' },
    status: status({
      token: false,
      logLevel: 'debug',
      account: { name: 'HAL', driver: 'embedded', state: 'down', example: true },
      connections: { open: 50, max: 50, total: 50, refused: 1 },
    }),
  });
  expect(of(all).map(({ severity }) => severity)).toEqual([
    'error',
    'error',
    'warning',
    'warning',
    'info',
    'info',
    'info',
  ]);
  expect(of(all)[0]?.id).toBe('database');
});

it('lets put away only what is over or chosen, and shows another occurrence again', () => {
  const dismissable = ITEMS.flatMap(([, shown]) => of(shown)).filter(
    ({ dismissKey }) => dismissKey !== undefined,
  );
  expect(new Set(dismissable.map(({ id }) => id))).toEqual(new Set(['refused', 'incident', 'autostart']));
  const keyOf = (at: number): string | undefined =>
    of(snapshot({ lastTrouble: { at, message: 'crashed' } }))[0]?.dismissKey;
  expect(keyOf(NOW - 5)).not.toBe(keyOf(NOW - 6));
  expect(of(snapshot({ lastTrouble: { at: NOW - 25 * HOUR_MS, message: 'crashed' } }))).toEqual([]);
});
