import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
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

function setUp(origin: Status['origin'] = 'cli', listener = controlled()) {
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
    defer,
    status,
    history,
    registration,
    onRestartRefused,
  });
  const ask = (frame: unknown): unknown =>
    JSON.parse(handleRequest(typeof frame === 'string' ? frame : JSON.stringify(frame), orders, cli, log));
  return { ask, listener, subscribers, log, onRestartRefused };
}

it('answers by id, and refuses by id', () => {
  const { ask } = setUp();
  expect(ask({ id: 3, do: 'ping' })).toEqual({ id: 3, ok: {} });
  expect(ask({ id: 4, do: 'status', params: {} })).toEqual({ id: 4, ok: STATUS });
  expect(ask({ id: 9, do: 'registration' })).toEqual({ id: 9, ok: REGISTRATION });
  expect(ask({ id: 5, do: 'account' })).toEqual({ id: 5, ok: FACTS.account });
  expect(ask({ id: 6, do: 'dance' })).toMatchObject({ id: 6, error: { code: 'UNKNOWN_REQUEST' } });
  expect(ask({ id: 7, do: 'toString' })).toMatchObject({ id: 7, error: { code: 'UNKNOWN_REQUEST' } });
  expect(ask({ id: 8, do: 'stop', params: { code: 'now' } })).toMatchObject({
    id: 8,
    error: { code: 'BAD_REQUEST', message: expect.stringContaining('code') },
  });
  expect(ask('{')).toMatchObject({ id: null, error: { code: 'BAD_REQUEST' } });
});

it('never throws, whatever the line', () => {
  const { ask } = setUp();
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => void expect(ask(line)).toHaveProperty('error')),
  );
});

it('tells subscribers before it stops, and logs who ordered it', () => {
  const { ask, listener, subscribers, log } = setUp();
  const heard: unknown[] = [];
  subscribers.add({ ...cli, push: (frame) => heard.push(frame) }, 'watcher');
  ask({ id: 1, do: 'stop', params: { code: 'restart', by: 'tray (anna)' } });
  expect(heard).toEqual([
    { push: 'event', event: { event: 'draining', code: 'restart', by: 'tray (anna)' } },
  ]);
  expect(listener.told).toEqual([{ code: 'restart', by: 'tray (anna)' }]);
  expect(log.lines.join()).toContain('tray (anna)');
});

it('leaves a restart to its owner, to what started it, or says that nobody is there', () => {
  const params = { debug: true, by: 'cli' };
  const orphan = setUp('tray');
  expect(orphan.ask({ id: 1, do: 'restart', params })).toMatchObject({ error: { code: 'NO_OWNER' } });
  expect(orphan.listener.told).toEqual([]);

  orphan.subscribers.add(cli, 'owner');
  expect(orphan.ask({ id: 2, do: 'restart', params })).toMatchObject({ ok: { how: 'owner' } });
  expect(orphan.listener.told).toEqual([]);

  const unit = setUp('systemd');
  expect(unit.ask({ id: 3, do: 'restart', params })).toMatchObject({ ok: { how: 'exit' } });
  const flags = { '--max-connections': '7' };
  expect(unit.ask({ id: 4, do: 'restart', params: { ...params, flags } })).toMatchObject({
    ok: { how: 'exit' },
  });
  expect(unit.listener.told).toEqual([
    { code: 'restart', by: 'cli', next: { debug: true, flags: {} } },
    { code: 'restart', by: 'cli', next: { debug: true, flags } },
  ]);
});

it('disconnects a client, sets the log level, drains, and opens new QM sessions', () => {
  const { ask, listener } = setUp();
  expect(ask({ id: 1, do: 'disconnect', params: { id: '1', by: 'cli' } })).toMatchObject({ ok: {} });
  expect(ask({ id: 2, do: 'disconnect', params: { id: '2', by: 'cli' } })).toMatchObject({
    error: { code: 'NOT_FOUND' },
  });
  ask({ id: 3, do: 'set-log-level', params: { level: 'debug' } });
  ask({ id: 4, do: 'drain', params: { by: 'cli' } });
  ask({ id: 5, do: 'recycle-sessions' });
  expect(listener.told.slice(2)).toEqual([['level', 'debug'], 'drain', 'recycle']);
});

it('answers FAILED, and logs, when the listener throws', () => {
  const broken = controlled({
    queries: () => {
      throw new Error('a secret path');
    },
  });
  const { ask, log } = setUp('cli', broken);
  expect(JSON.stringify(ask({ id: 1, do: 'queries' }))).not.toContain('secret');
  expect(log.lines.join()).toContain('a secret path');
});
