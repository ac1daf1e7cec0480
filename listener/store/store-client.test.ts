import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import { StoreClient } from './store-client.ts';
import type { StoreError } from './store-error.ts';
import { storeScript } from './store-script.ts';
import { FakeStoreServer } from './testing/fake-store-server.ts';

const lines: string[] = [];
const write =
  (level: string) =>
  (message: string, details = {}): void =>
    void lines.push(`${level} ${message} ${JSON.stringify(details)}`);
const log: Log = {
  error: write('error'),
  warn: write('warn'),
  info: write('info'),
  debug: () => undefined,
  debugging: false,
};

let server: FakeStoreServer;
const clients: StoreClient[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  lines.length = 0;
  server = new FakeStoreServer();
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  vi.useRealTimers();
});

function createClient(): StoreClient {
  const client = new StoreClient({
    open: server.open,
    name: 'store:6379',
    probeKey: 'hal:probe:test',
    log,
    clock: systemClock,
    random: () => 0,
  });
  clients.push(client);
  return client;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const failure = (work: Promise<unknown>): Promise<StoreError> =>
  work.then(
    () => expect.unreachable('the command was answered'),
    (error) => error,
  );

describe('a store that works', () => {
  it('is connected to in the background, written once to see whether it may be, and then runs commands', async () => {
    const client = createClient();
    const ready = vi.fn();
    client.onReady(ready);
    expect(client.status).toEqual({ state: 'connecting' });
    await pass(1);
    expect(client.status).toEqual({ state: 'ready' });
    expect(ready).toHaveBeenCalledTimes(1);
    expect(server.commands).toEqual([['SET', 'hal:probe:test', '1', 'PX', '60000']]);
    expect(await client.run(['ECHO', 'x'])).toEqual('ECHO x');
    expect(lines).toEqual(['info session store connected {"store":"store:6379"}']);
  });

  it('tells whoever comes late that it is ready, unless it left again', async () => {
    const client = createClient();
    await pass(1);
    const [late, gone] = [vi.fn(), vi.fn()];
    client.onReady(late);
    client.onReady(gone)();
    await pass(1);
    expect(late).toHaveBeenCalledTimes(1);
    expect(gone).not.toHaveBeenCalled();
  });

  it('gets the text of a script only if it does not know it', async () => {
    const client = createClient();
    await pass(1);
    const script = storeScript('return 1');
    server.reply = ([name]) => {
      if (name === 'EVALSHA') throw server.error('NOSCRIPT No matching script.');
      return 1;
    };
    expect(await client.runScript(script, ['hal:a'], ['b'])).toBe(1);
    expect(server.commands.slice(1)).toEqual([
      ['EVALSHA', script.sha, '1', 'hal:a', 'b'],
      ['EVAL', 'return 1', '1', 'hal:a', 'b'],
    ]);
  });
});

describe('a store that is down', () => {
  it('is said once, refuses commands at once and is tried again with growing delays', async () => {
    server.refusal = 'nothing listens there (ECONNREFUSED)';
    const client = createClient();
    await pass(1);
    expect(client.status).toEqual({ state: 'down', reason: 'nothing listens there (ECONNREFUSED)' });
    expect(await failure(client.run(['PING']))).toMatchObject({ kind: 'unavailable' });
    await pass(60_000);
    expect(server.attempts).toBeGreaterThan(7);
    expect(server.attempts).toBeLessThan(12);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('warn session store cannot be used');
  });

  it('is said to work again once, with the time it took, and calls whoever waits for it', async () => {
    const client = createClient();
    const ready = vi.fn();
    client.onReady(ready);
    await pass(1);
    server.closeConnections('it closed the connection (ECONNRESET)');
    expect(client.status).toEqual({ state: 'down', reason: 'it closed the connection (ECONNRESET)' });
    server.refusal = 'nothing listens there (ECONNREFUSED)';
    await pass(4_000);
    server.refusal = undefined;
    await pass(16_000);
    expect(client.status).toEqual({ state: 'ready' });
    expect(ready).toHaveBeenCalledTimes(2);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/info session store works again .*"after_s":[4-8]\b/);
  });

  it('is noticed without traffic', async () => {
    const client = createClient();
    await pass(1);
    server.isSilent = true;
    await pass(8_000);
    expect(client.status).toEqual({ state: 'down', reason: 'no reply within 2 s' });
  });
});

describe('a store that does not answer', () => {
  it('keeps nobody waiting longer than asked, and its connection is closed after two seconds', async () => {
    const client = createClient();
    await pass(1);
    server.isSilent = true;
    server.refusal = 'nothing listens there (ECONNREFUSED)';
    const read = failure(client.run(['GET', 'x'], 500));
    await pass(500);
    expect(await read).toMatchObject({ kind: 'timeout' });
    expect(client.status.state).toBe('ready');
    await pass(1_750);
    expect(client.status).toEqual({ state: 'down', reason: 'no reply within 2 s' });
    expect(server.openConnections).toBe(0);
  });

  it('lets a bounded number of commands and bytes wait', async () => {
    const client = createClient();
    await pass(1);
    server.isSilent = true;
    const sent = Array.from({ length: 1_000 }, () => failure(client.run(['GET', 'x'])));
    expect(await failure(client.run(['GET', 'x']))).toMatchObject({ kind: 'busy' });
    await pass(3_000);
    await Promise.all(sent);
    server.isSilent = false;
    await pass(20_000);
    server.isSilent = true;
    const large = failure(client.run(['SET', 'x', Buffer.alloc(16 * 1024 * 1024 - 100)]));
    expect(await failure(client.run(['SET', 'x', Buffer.alloc(1_000)]))).toMatchObject({ kind: 'busy' });
    await pass(3_000);
    await large;
  });

  it('ends an attempt to connect that takes too long', async () => {
    server.neverOpens = true;
    const client = createClient();
    await pass(5_001);
    expect(client.status).toEqual({ state: 'down', reason: 'no answer within 5 s' });
  });
});

describe('a store that refuses', () => {
  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'.", 'its memory is full (OOM)'],
    [
      "ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed when used memory > 'maxmemory'.",
      'its memory is full (OOM)',
    ],
    ['MISCONF Redis is configured to save RDB snapshots', 'it cannot save to its disk (MISCONF)'],
  ])('writes, as by %s, is still read, and asked again until it takes them', async (text, reason) => {
    const client = createClient();
    await pass(1);
    server.reply = ([name]) => {
      if (name === 'SET' || name === 'EVALSHA') throw server.error(text);
      return 'value';
    };
    expect(await failure(client.run(['SET', 'x', 'y']))).toMatchObject({ kind: 'refused' });
    expect(client.status).toEqual({ state: 'read-only', reason });
    expect(await client.run(['GET', 'x'])).toBe('value');
    await pass(10_000);
    server.reply = undefined;
    await pass(2_000);
    expect(client.status).toEqual({ state: 'ready' });
    expect(server.attempts).toBe(1);
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(1);
    expect(lines.at(-1)).toContain('works again');
  });

  it.each([
    [
      "READONLY You can't write against a read only replica.",
      'it is a replica, which takes no writes (READONLY)',
    ],
    ['LOADING Redis is loading the dataset in memory', 'it is loading its data (LOADING)'],
    ['NOAUTH Authentication required.', 'it requires a password: set SESSION_STORE_PASSWORD_FILE (NOAUTH)'],
  ])('everything, as by %s, is left, and another connection is tried', async (text, reason) => {
    const client = createClient();
    await pass(1);
    server.reply = () => {
      throw server.error(text);
    };
    await failure(client.run(['SET', 'x', 'y']));
    expect(client.status).toEqual({ state: 'down', reason });
    server.reply = undefined;
    await pass(2_000);
    expect(client.status).toEqual({ state: 'ready' });
    expect(server.attempts).toBe(2);
  });

  it('one command alone stays in use', async () => {
    const client = createClient();
    await pass(1);
    server.reply = () => {
      throw server.error('WRONGTYPE Operation against a key holding the wrong kind of value');
    };
    expect(await failure(client.run(['GET', 'x']))).toMatchObject({ kind: 'refused', code: 'WRONGTYPE' });
    expect(client.status).toEqual({ state: 'ready' });
  });
});

it('does not come back after it was closed', async () => {
  const client = createClient();
  await pass(1);
  client.close();
  await pass(60_000);
  expect(server.attempts).toBe(1);
  expect(await failure(client.run(['PING']))).toMatchObject({ kind: 'unavailable' });
});
