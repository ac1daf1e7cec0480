import { expect, it } from 'vitest';
import type { AlarmKind } from '../contract/alarm.ts';
import type { PhantomState, Snapshot } from '../contract/panel-snapshot.ts';
import type { Status } from '../contract/status.ts';
import { EMPTY_MEMORY, type Notice, type NotifierEvent, nextNotices } from './notices.ts';

/** What is shown of news that come at these seconds. */
function shown(...news: readonly (readonly [number, NotifierEvent])[]): [number, Notice][] {
  let memory = EMPTY_MEMORY;
  return news.flatMap(([second, one]) => {
    const result = nextNotices(memory, one, second * 1_000);
    memory = result.memory;
    return result.show.map((notice): [number, Notice] => [second, notice]);
  });
}

function state(name: PhantomState, reason = 'a reason'): NotifierEvent {
  return { of: 'state', state: name, reason };
}

function looked(open: number, account: Partial<Status['account']> = {}): NotifierEvent {
  const whole = { name: 'HAL', driver: 'qmclient', state: 'ready', ...account };
  const status = { connections: { open, max: 50 }, account: whole } as Status;
  return { of: 'snapshot', snapshot: { status } as Snapshot };
}

const kinds = (all: readonly [number, Notice][]): unknown[] => all.map(([at, { kind }]) => [at, kind]);

it('says that the listener failed and why, and that it is back', () => {
  const all = shown(
    [0, state('starting')],
    [1, state('failed', 'port 8768 is in use')],
    [9, state('running')],
  );
  expect(all).toEqual([
    [
      1,
      {
        id: 'failed',
        kind: 'failed',
        title: 'Listener failed',
        body: 'port 8768 is in use',
        screen: 'overview',
      },
    ],
    [
      9,
      expect.objectContaining({ kind: 'recovered', body: expect.stringContaining('Earlier starts failed') }),
    ],
  ]);
});

it('tells a death from a stop and a restart that somebody wanted', () => {
  const wanted = [state('running'), state('draining'), state('starting'), state('running'), state('stopped')];
  expect(shown(...wanted.map((one, at): [number, NotifierEvent] => [at, one]))).toEqual([]);
  const death = shown([0, state('running')], [1, state('starting')], [2, state('running')]);
  expect(death[0]?.[1].body).toContain('exited unexpectedly');
  const slow = shown(
    [0, state('running')],
    [1, state('backing-off')],
    [2, state('starting')],
    [3, state('running')],
  );
  expect(kinds(slow)).toEqual([[3, 'recovered']]);
});

it('says that it hangs, leading to the log, and that it was restarted', () => {
  const all = shown([0, state('running')], [5, state('hung')], [6, state('starting')], [7, state('running')]);
  expect(kinds(all)).toEqual([
    [5, 'hung'],
    [7, 'recovered'],
  ]);
  expect([all[0]?.[1].screen, all[1]?.[1].body]).toEqual(['logs', expect.stringContaining('was restarted')]);
});

it('warns at 90 % of the connections, once until there was room again', () => {
  const all = shown(
    [0, looked(44)],
    [1, looked(45)],
    [70, looked(50)],
    [140, looked(42)],
    [210, looked(39)],
    [280, looked(46)],
  );
  expect(kinds(all)).toEqual([
    [1, 'capacity'],
    [280, 'capacity'],
  ]);
  expect(all[0]?.[1]).toMatchObject({ body: expect.stringContaining('45 of 50'), screen: 'connections' });
});

function alarm(kind: AlarmKind, state: 'raised' | 'cleared', detail = ''): NotifierEvent {
  return { of: 'alarm', alarm: { kind, state, at: 0, detail } };
}

it('passes alarms and recoveries on with figure and limit', () => {
  const all = shown(
    [0, alarm('cpu', 'raised', '31 % of a core, limit 20 %')],
    [90, alarm('cpu', 'cleared', '2 % of a core, limit 20 %')],
  );
  expect(all.map(([, { kind, title, body }]) => [kind, title, body])).toEqual([
    ['alarm', 'High CPU usage', '31 % of a core, limit 20 %'],
    ['alarm', 'CPU usage is normal again', '2 % of a core, limit 20 %'],
  ]);
});

it('shows alarms of several kinds beside each other', () => {
  const all = shown(
    [0, alarm('cpu', 'raised')],
    [1, alarm('disk', 'raised')],
    [2, alarm('memory', 'raised')],
  );
  expect(all.map(([at, { id }]) => [at, id])).toEqual([
    [0, 'alarm-cpu'],
    [1, 'alarm-disk'],
    [2, 'alarm-memory'],
  ]);
});

it('leaves a recovery from a crash to its own notification', () => {
  expect(shown([0, alarm('crash', 'cleared')])).toEqual([]);
});

it('says that QM cannot be reached and that it is back; trying is neither', () => {
  const down = { state: 'down', reason: 'connection refused' } as const;
  const all = shown(
    [0, looked(1)],
    [1, looked(1, down)],
    [2, looked(1, { state: 'connecting' })],
    [90, looked(1)],
  );
  expect(all.map(([at, { title, body }]) => [at, title, body])).toEqual([
    [1, 'QM unreachable', 'Cannot reach account HAL: connection refused'],
    [90, 'QM is back', 'Account HAL is available again.'],
  ]);
});

it('warns of full connections also when the database went down at that very look', () => {
  const all = shown([0, looked(50, { state: 'down' })], [1, looked(50, { state: 'down' })]);
  expect(kinds(all)).toEqual([
    [0, 'database'],
    [1, 'capacity'],
  ]);
});

it('shows one of a kind a minute, and then the latest, which is what is true', () => {
  const down = { state: 'down', reason: 'gone' } as const;
  const all = shown(
    [0, looked(1, down)],
    [10, looked(1)],
    [20, looked(1, down)],
    [30, looked(1)],
    [59, looked(1)],
    [60, looked(1)],
    [61, looked(1)],
  );
  expect(all.map(([at, { title }]) => [at, title])).toEqual([
    [0, 'QM unreachable'],
    [60, 'QM is back'],
  ]);
});
