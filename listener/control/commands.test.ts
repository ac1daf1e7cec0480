import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { PushFrame } from '../../contract/control.ts';
import type { Registration } from '../../contract/registration.ts';
import type { Status } from '../../contract/status.ts';
import { createControlCommands, handleRequest, type Subscriber, Subscribers } from './commands.ts';
import { controlled, FACTS, recordedLog } from './testing/controlled.ts';

const STATUS: Status = { ...FACTS, userNo: 10_001, pid: 1, origin: 'cli', version: '0.1.0' };
const REGISTRATION: Registration = {
  form: 1,
  userNo: 10_001,
  pid: 1,
  processStart: 'boot:x:1',
  origin: 'cli',
  ports: [8_768],
  account: 'HAL',
  version: '0.1.0',
  endpoint: '/x/1.sock',
  registeredAt: 1,
  flags: {},
  environment: [],
};
const cli: Subscriber = { by: 'cli', pid: 7, push: () => undefined };

function setUp(origin: Status['origin'] = 'cli', listener = controlled(), takesFlags = true) {
  const subscribers = new Subscribers();
  const log = recordedLog();
  const history = () => ({ seconds: [], tenSeconds: [], minutes: [] });
  const defer = (work: () => void) => work();
  const onRestartRefused = vi.fn();
  const registration = (): Registration => REGISTRATION;
  const status = () => STATUS;
  const orders = createControlCommands({
    listener,
    subscribers,
    origin,
    log,
    takesFlags,
    defer,
    status,
    history,
    lastSample: () => undefined,
    registration,
    onRestartRefused,
  });
  const request = (frame: unknown): unknown =>
    JSON.parse(handleRequest(typeof frame === 'string' ? frame : JSON.stringify(frame), orders, cli, log));
  return { request, listener, subscribers, log, onRestartRefused };
}

it('answers by id, and refuses by id', () => {
  const { request } = setUp();
  expect(request({ id: 3, do: 'ping' })).toEqual({ id: 3, ok: {} });
  expect(request({ id: 4, do: 'status', params: {} })).toEqual({ id: 4, ok: STATUS });
  expect(request({ id: 9, do: 'registration' })).toEqual({ id: 9, ok: REGISTRATION });
  expect(request({ id: 5, do: 'account' })).toEqual({ id: 5, ok: FACTS.account });
  expect(request({ id: 6, do: 'dance' })).toMatchObject({ id: 6, error: { code: 'UNKNOWN_REQUEST' } });
  expect(request({ id: 7, do: 'toString' })).toMatchObject({ id: 7, error: { code: 'UNKNOWN_REQUEST' } });
  expect(request({ id: 8, do: 'stop', params: { code: 'now' } })).toMatchObject({
    id: 8,
    error: { code: 'BAD_REQUEST', message: expect.stringContaining('code') },
  });
  expect(request('{')).toMatchObject({ id: null, error: { code: 'BAD_REQUEST' } });
});

it('never throws, for any line', () => {
  const { request } = setUp();
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json()),
      (line) => void expect(request(line)).toHaveProperty('error'),
    ),
  );
});

it('notifies subscribers before it stops, and logs who requested it', () => {
  const { request, listener, subscribers, log } = setUp();
  const received: unknown[] = [];
  subscribers.add({ ...cli, push: (frame) => received.push(frame) }, 'watcher');
  request({ id: 1, do: 'stop', params: { code: 'restart', by: 'tray (anna)' } });
  expect(received).toEqual([
    { push: 'event', event: { event: 'draining', code: 'restart', by: 'tray (anna)' } },
  ]);
  expect(listener.calls).toEqual([{ code: 'restart', by: 'tray (anna)' }]);
  expect(log.lines.join()).toContain('tray (anna)');
});

it('passes a restart to its owner or its starter, or reports that there is none', () => {
  const params = { debug: true, by: 'cli' };
  const orphan = setUp('tray');
  expect(orphan.request({ id: 1, do: 'restart', params })).toMatchObject({ error: { code: 'NO_OWNER' } });
  expect(orphan.listener.calls).toEqual([]);

  orphan.subscribers.add(cli, 'owner');
  expect(orphan.request({ id: 2, do: 'restart', params })).toMatchObject({ ok: { how: 'owner' } });
  expect(orphan.listener.calls).toEqual([]);

  const unit = setUp('systemd');
  expect(unit.request({ id: 3, do: 'restart', params })).toMatchObject({ ok: { how: 'exit' } });
  const flags = { '--max-connections': '7' };
  expect(unit.request({ id: 4, do: 'restart', params: { ...params, flags } })).toMatchObject({
    ok: { how: 'exit' },
  });
  expect(unit.listener.calls).toEqual([
    { code: 'restart', by: 'cli', next: { debug: true, flags: {} } },
    { code: 'restart', by: 'cli', next: { debug: true, flags } },
  ]);
});

it('disconnects a client, sets the log level, drains, and opens new QM sessions', () => {
  const { request, listener } = setUp();
  expect(request({ id: 1, do: 'disconnect', params: { id: '1', by: 'cli' } })).toMatchObject({ ok: {} });
  expect(request({ id: 2, do: 'disconnect', params: { id: '2', by: 'cli' } })).toMatchObject({
    error: { code: 'NOT_FOUND' },
  });
  request({ id: 3, do: 'set-log-level', params: { level: 'debug' } });
  request({ id: 4, do: 'take-out', params: { by: 'cli' } });
  expect(request({ id: 6, do: 'put-back', params: { by: 'cli' } })).toMatchObject({ ok: { wasOut: true } });
  request({ id: 5, do: 'recycle-sessions' });
  expect(listener.calls.slice(2)).toEqual([
    ['level', 'debug'],
    ['take out', 'cli'],
    ['put back', 'cli'],
    'recycle',
  ]);
});

it('tells of the listeners that share a session store, and of none without one', () => {
  expect(setUp().request({ id: 1, do: 'fleet' })).toEqual({ id: 1, ok: {} });
  const fleet = { members: [], unreadable: 2, seatsInUse: 1 };
  const { request } = setUp('cli', controlled({ fleet: () => fleet }));
  expect(request({ id: 2, do: 'fleet' })).toEqual({ id: 2, ok: { fleet } });
});

it('answers FAILED, and logs, when the listener throws', () => {
  const broken = controlled({
    queries: () => {
      throw new Error('a secret path');
    },
  });
  const { request, log } = setUp('cli', broken);
  expect(JSON.stringify(request({ id: 1, do: 'queries' }))).not.toContain('secret');
  expect(log.lines.join()).toContain('a secret path');
});

function subscriber(by: string): Subscriber & { readonly received: PushFrame[] } {
  const received: PushFrame[] = [];
  return { by, pid: 1, received, push: (frame) => received.push(frame) };
}

it('has one owner at a time, and announces when there is none', () => {
  const all = new Subscribers();
  const [tray, watch] = [subscriber('tray'), subscriber('watch')];
  expect(all.add(tray, 'owner')).toBe('owner');
  expect(all.add(watch, 'owner')).toBe('watcher');
  expect(all.owner?.by).toBe('tray');

  all.remove(tray);
  expect(watch.received).toEqual([{ push: 'event', event: { event: 'owner-left' } }]);
  expect(all.owner).toBeUndefined();
  expect(all.add(watch, 'owner')).toBe('owner');
  expect(all.size).toBe(1);
});

it('notifies only the owner, or reports that there is none', () => {
  const all = new Subscribers();
  const [tray, watch] = [subscriber('tray'), subscriber('watch')];
  const event = { event: 'restart-wanted', debug: false, by: 'cli' } as const;
  all.add(watch, 'watcher');
  expect(all.notifyOwner(event)).toBe(false);
  all.add(tray, 'owner');
  expect(all.notifyOwner(event)).toBe(true);
  expect(tray.received).toEqual([{ push: 'event', event: event }]);
  expect(watch.received).toEqual([]);
});

it('removes subscribers that disconnected', () => {
  const all = new Subscribers();
  const panel = subscriber('panel');
  all.add(panel, 'watcher');
  all.remove(panel);
  all.remove(panel);
  all.publish({ event: 'owner-left' });
  expect(panel.received).toEqual([]);
});

it('restarts a listener of a service account with its own settings only', () => {
  for (const origin of ['cli', 'service'] as const) {
    const { request, listener, subscribers } = setUp(origin, controlled(), false);
    const pushed: unknown[] = [];
    subscribers.add({ by: 'watch (SYSTEM)', pid: 9, push: (frame) => void pushed.push(frame) }, 'owner');
    const order = (flags: unknown) =>
      request({ id: 1, do: 'restart', params: { debug: false, by: 'cli', flags } });
    expect(order({ '--qm-program': 'C:\\Users\\anna\\evil.exe' })).toMatchObject({
      error: { code: 'FORBIDDEN', message: expect.stringContaining('--qm-program') },
    });
    expect([pushed, listener.stop]).toEqual([[], expect.any(Function)]);
    expect(order({})).toMatchObject({ ok: { how: 'owner' } });
    expect(pushed).toHaveLength(1);
  }
});

it('traces only a session that is connected', () => {
  const { request } = setUp();
  expect(request({ id: 1, do: 'trace-session', params: { session: 'known' } })).toEqual({ id: 1, ok: {} });
  expect(request({ id: 2, do: 'question-trace', params: { session: 'known' } })).toEqual({
    id: 2,
    ok: { statements: [], omitted: 0 },
  });
  for (const name of ['trace-session', 'question-trace']) {
    expect(request({ id: 3, do: name, params: { session: 'other' } })).toMatchObject({
      id: 3,
      error: { code: 'NOT_FOUND' },
    });
    expect(request({ id: 4, do: name, params: { session: '' } })).toMatchObject({
      error: { code: 'BAD_REQUEST' },
    });
  }
});
