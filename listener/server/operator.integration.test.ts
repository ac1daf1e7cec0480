import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { systemClock } from '../../lib/clock.ts';
import type { Account } from '../account/account.ts';
import { AccountWatch } from '../account/account-watch.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { currentMachine } from '../config/machine.ts';
import { createControlledListener } from '../control/controlled-listener.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { LastError, openEventLog } from '../log/event-log.ts';

import { failure } from '../protocol/reply.ts';
import { SessionStore } from '../protocol/session-store.ts';
import type { BoundPort } from './listen.ts';
import { ListenerServer } from './server.ts';

/** What an operator sees of clients, and does to them. */

let home = '';
let server: ListenerServer;
let port = 0;
let bound: readonly BoundPort[] = [];
// Nothing here asks it for more than its state.
const account = {
  name: 'HAL',
  driver: 'embedded',
  status: () => ({ state: 'ready' }),
  onChange() {},
} as unknown as Account;
let answer: () => void = () => undefined;

beforeEach(async () => {
  home = mkdtempSync(`${tmpdir()}/hal-operator-`);
  const machine = currentMachine({
    HAL_LISTENER_HOME: home,
    LOG_QUESTIONS: 'on',
    WEBSOCKET_HOST: '127.0.0.1',
  });
  const config: Config = { ...loadConfig({ flags: {}, machine }).config, port: 0 };
  const silent = {
    opened: () => undefined,
    closed: () => undefined,
    query: () => undefined,
    utterance: () => undefined,
  };
  const logs = { journal: silent, gatewayLog: silent };
  server = new ListenerServer({
    config,
    account,
    answerer: {
      answer: () =>
        new Promise((resolve) => {
          answer = () => resolve(failure('no'));
        }),
    },
    sessions: new SessionStore(systemClock),
    log: recordedLog(),
    clock: systemClock,
    ...logs,
  });
  bound = await server.open();
  port = bound[0]?.port ?? 0;
});

afterEach(async () => {
  answer();
  await server.close(1001);
  rmSync(home, { recursive: true, force: true });
});

async function client(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers: { 'User-Agent': 'test' } });
  await once(socket, 'message');
  return socket;
}

it('lists clients with their counters, the running query, and closed connections with the reason', async () => {
  const socket = await client();
  socket.send('nonsense');
  await once(socket, 'message');
  const { open, total } = server.listConnections();
  expect(total).toBe(1);
  expect(open).toMatchObject([
    {
      id: '1',
      userAgent: 'test',
      messagesIn: 1,
      messagesOut: 2,
      failed: 0,
      malformed: 1,
      queries: 0,
      rtt: null,
    },
  ]);
  // Never the whole: it is the key to the session.
  expect(open[0]?.session).toHaveLength(8);

  socket.send(JSON.stringify({ type: 'text_input', text: 'What medication?' }));
  await vi.waitFor(() => expect(server.listQueries().running).toMatchObject([{ text: 'What medication?' }]));
  expect(server.listConnections().open).toMatchObject([{ state: 'processing' }]);
  answer();
  await vi.waitFor(() =>
    expect(server.listQueries().recent).toMatchObject([{ connection: '1', status: 'error' }]),
  );
  expect(server.listQueries().running).toEqual([]);
  expect(server.load()).toMatchObject({ connections: 1, queries: 1 });
  expect(server.load()).toMatchObject({ connections: 1, queries: 0 });

  socket.close(1000);
  await vi.waitFor(() =>
    expect(server.listConnections().closed).toMatchObject([
      { id: '1', by: 'client', code: 1000, failed: 1, malformed: 1 },
    ]),
  );
});

it('disconnects one client, and reports an unknown id', async () => {
  const [one, other] = [await client(), await client()];
  expect(server.disconnect('7', 'cli')).toBe(false);
  expect(server.disconnect('1', 'cli')).toBe(true);
  const [code] = await once(one, 'close');
  expect(code).toBe(1008);
  expect(other.readyState).toBe(WebSocket.OPEN);
  await vi.waitFor(() =>
    expect(server.listConnections().closed).toMatchObject([{ id: '1', by: 'operator' }]),
  );
});

it('shows itself to the control channel', async () => {
  const events = openEventLog({ directory: home, level: 'info', maxSize: 1e6, keep: 1 });
  const lastError = new LastError();
  const stop = vi.fn();
  const watch = new AccountWatch(account, events.component('account'));
  const control = createControlledListener({
    config: { tlsKey: undefined, drainNoticeMs: 0, drainSpreadMs: 0 },
    server,
    bound,
    account: watch,
    events,
    lastError,
    recycle: () => undefined,
    reload: () => ({ changed: [], restart: [], problems: [] }),
    stop,
  });
  await client();
  expect(control.status()).toMatchObject({
    state: 'running',
    listening: [{ host: '127.0.0.1', port }],
    connections: { open: 1, max: 50 },
    account: { name: 'HAL', driver: 'embedded', state: 'ready' },
    logLevel: 'info',
    token: false,
  });
  // As a reload does: status must not go on warning of an open port.
  server.setAdmission({ token: 'new', origins: [] });
  expect(control.status().token).toBe(true);
  control.setLogLevel('debug');
  lastError.onLine('2026-11-23 05:06:07.123 ERROR server  QM is down');
  expect(control.status()).toMatchObject({ logLevel: 'debug', lastError: { message: 'QM is down' } });
  expect([control.connections().total, control.queries().running, control.load().connections]).toEqual([
    1,
    [],
    1,
  ]);
  expect(control.disconnect('7', 'cli')).toBe(false);
  control.stop({ code: 'stop', by: 'cli' });
  expect(stop).toHaveBeenCalledOnce();
  control.takeOut('cli');
  expect(control.status()).toMatchObject({ state: 'running', drain: { by: 'cli', left: 1 } });
  expect(control.putBack('cli')).toBe(true);
  expect(control.status().drain).toBeUndefined();
  await events.close();
});

it('drains: accepts no clients, and finishes when pending queries are answered', async () => {
  const socket = await client();
  socket.send(JSON.stringify({ type: 'text_input', text: 'What medication?' }));
  await vi.waitFor(() => expect(server.listQueries().running).toHaveLength(1));
  let drained = false;
  const draining = server.drain().then(() => {
    drained = true;
  });
  expect(server.health().status).toBe('draining');
  const refused = new WebSocket(`ws://127.0.0.1:${port}`);
  refused.on('error', () => undefined);
  const [, response] = await once(refused, 'unexpected-response');
  expect([response.statusCode, drained]).toEqual([503, false]);
  response.destroy();
  refused.terminate();
  answer();
  await draining;
});
