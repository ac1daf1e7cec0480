import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PooledAccount } from './pooled-account.ts';
import { type QmAccountOptions, qmClientAccount } from './qmclient-account.ts';
import { FakeTimers } from './testing/fake-timers.ts';
import { QmServer } from './testing/qm-server.ts';

let server: QmServer;
let accounts: PooledAccount[] = [];

beforeEach(async () => {
  server = await QmServer.start();
});
afterEach(async () => {
  await Promise.all(accounts.map((account) => account.close()));
  accounts = [];
  await server.stop();
});

function account(options: Partial<QmAccountOptions> = {}, password = 'test-only-pw'): PooledAccount {
  const opened = qmClientAccount(
    { host: '127.0.0.1', port: server.port },
    { username: 'halqm', password: () => password },
    { account: 'HAL', ...options },
  );
  accounts.push(opened);
  return opened;
}

const accountError = (code: string, message: unknown = expect.any(String)) =>
  expect.objectContaining({ code, message });

describe.each(['whole', 'byte by byte'] as const)('an account over TCP, answers coming %s', (pace) => {
  it('implements the interface', async () => {
    server.pace = pace;
    server.qm.statements.set('COUNT MEDICATION', { output: '1 record(s) counted\n\n', status: 1 });
    const hal = account();
    expect(hal).toMatchObject({ driver: 'qmclient', name: 'HAL' });
    expect(await hal.execute('COUNT MEDICATION')).toEqual({ output: '1 record(s) counted', status: 1 });
    expect(await hal.read('MEDICATION', 'M1')).toBe('Amoxil\u00fe250');
    expect(await hal.read('MEDICATION', 'M2')).toBeUndefined();
    await hal.write('MEDICATION', 'M2', 'Zinc');
    expect(await hal.select('MEDICATION')).toEqual(['M1', 'M2']);
    await hal.delete('MEDICATION', 'M2');
    await hal.delete('MEDICATION', 'M2');
    expect(await hal.read('MEDICATION', 'M2')).toBeUndefined();
  });
});

describe('an account over TCP', () => {
  it('closes a session that was idle for a minute, and keeps one open', async () => {
    const timers = new FakeTimers();
    const hal = account({ sessions: 3, timers });
    await Promise.all(['WHO', 'WHO', 'WHO'].map((statement) => hal.execute(statement)));
    const used = () => hal.status().seats?.used;
    expect(used()).toBe(3);
    await timers.advance(59_000);
    expect(used()).toBe(3);
    await timers.advance(1_000);
    await expect.poll(used).toBe(1);
    await expect.poll(() => server.qm.sessions.size).toBe(1);
  });

  it('queues up to two hundred queries for its two sessions', async () => {
    server.qm.statements.set('SLEEP', 'runs on');
    const hal = account({ timeoutMs: 1_000 });
    const sleep = () => hal.execute('SLEEP').catch(({ code }) => code);
    const outcomes = [sleep(), sleep()];
    await expect.poll(() => server.qm.executed.filter((statement) => statement === 'SLEEP')).toHaveLength(2);
    for (let more = 0; more < 200; more += 1) outcomes.push(sleep());
    expect(hal.status().seats).toEqual({ used: 2, limit: 2, waiting: 200 });
    expect(await sleep()).toBe('BUSY');
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['TIMEOUT']));
  });

  it('holds the listener’s lock while it is open', async () => {
    const hal = account();
    await hal.execute('WHO');
    expect([...server.qm.locks.keys()]).toEqual(['$HOLD WEBSOCKET.LISTENER']);
    await hal.close();
    await expect.poll(() => server.qm.locks.size).toBe(0);
  });

  it('works without the lock if another user has it, and leaves no file open', async () => {
    const other = server.qm.session();
    server.qm.locks.set('$HOLD WEBSOCKET.LISTENER', other);
    expect((await account().execute('WHO')).status).toBe(0);
    expect(server.qm.locks.get('$HOLD WEBSOCKET.LISTENER')).toBe(other);
  });

  it('does not write or delete under another’s lock', async () => {
    server.qm.locks.set('MEDICATION M1', server.qm.session());
    const hal = account();
    await expect(hal.write('MEDICATION', 'M1', 'x')).rejects.toEqual(accountError('LOCKED'));
    await expect(hal.delete('MEDICATION', 'M1')).rejects.toEqual(accountError('LOCKED'));
    expect(await hal.read('MEDICATION', 'M1')).toBe('Amoxil\u00fe250');
  });

  it('maps each error to its code', async () => {
    server.qm.statements.set('BOOM', { abort: 'boom' });
    server.qm.statements.set('ASK', { prompt: 'NAME? ' });
    const hal = account({ sessions: 1 });
    await expect(hal.execute('BOOM')).rejects.toEqual(accountError('ABORTED', 'boom'));
    await expect(hal.execute('ASK')).rejects.toEqual(accountError('PROMPTED', 'QM asked for input: NAME?'));
    await expect(hal.read('NOFILE', 'M1')).rejects.toEqual(accountError('FILE_NOT_FOUND'));
    await expect(hal.read('MEDICATION', '')).rejects.toEqual(accountError('BAD_ID'));
    await expect(hal.call('NO.SUB', [])).rejects.toEqual(accountError('NOT_SUPPORTED'));
    await expect(hal.call('$CPROC', [])).rejects.toEqual(accountError('NOT_SUPPORTED'));
    await expect(hal.execute('QUIT')).rejects.toEqual(accountError('NOT_SUPPORTED'));
    expect((await hal.execute('WHO')).output).toMatch(/ HAL$/);
    expect(server.connections).toBe(1);
  });

  it.each([
    ['dies', 'UNAVAILABLE'],
    ['dies mid-answer', 'UNAVAILABLE'],
    ['answers garbage', 'PROTOCOL'],
  ] as const)('outlives a session that %s', async (script, code) => {
    server.qm.statements.set('CHANGE', script);
    const hal = account();
    await hal.execute('WHO');
    await expect(hal.execute('CHANGE')).rejects.toEqual(accountError(code));
    expect((await hal.execute('WHO')).output).toMatch(/ HAL$/);
  });

  it('repeats read-only queries on a new session', async () => {
    server.qm.statements.set('LIST X', ['dies', { output: 'rows' }]);
    expect((await account({ sessions: 1 }).execute('LIST X')).output).toBe('rows');
    expect(server.connections).toBe(2);
  });

  it('logs out a session that runs on, and frees its seat', async () => {
    server.qm.statements.set('RUNS', 'runs on');
    const hal = account({ timeoutMs: 2_000 });
    await hal.execute('WHO');
    await expect(hal.execute('RUNS', { timeoutMs: 100 })).rejects.toEqual(accountError('TIMEOUT'));
    await expect.poll(() => hal.sessions().map(({ state }) => state)).toEqual(['idle']);
  });

  it('fails without the password in its message', async () => {
    const hal = account({}, 'hunter2!');
    const error: unknown = await hal.execute('WHO').catch((reason: unknown) => reason);
    expect(error).toEqual(accountError('LOGIN_REFUSED', 'Invalid username or password'));
    expect(JSON.stringify([error, hal.status(), hal.sessions()])).not.toContain('hunter2');
  });

  it.each([
    ['is full', 'LICENCE_LIMIT', /no free seat/],
    ['is down', 'UNAVAILABLE', /not running/],
    ['is not started', 'UNAVAILABLE', /has not been started/],
    ['is no QM', 'PROTOCOL', /is not QM/],
  ] as const)('fails immediately while QM %s, and recovers', async (greeting, code, message) => {
    server.greeting = greeting;
    const hal = account();
    await expect(hal.execute('WHO')).rejects.toEqual(accountError(code, expect.stringMatching(message)));
    expect(hal.status()).toMatchObject({ state: 'down', reason: expect.stringMatching(message) });
    const attempts = server.connections;
    await Promise.all(
      Array.from({ length: 50 }, () => expect(hal.execute('WHO')).rejects.toEqual(accountError(code))),
    );
    expect(server.connections).toBe(attempts);
    server.greeting = 'greets';
    await expect.poll(() => hal.status().state, { timeout: 5_000 }).toBe('ready');
    expect((await hal.execute('WHO')).output).toMatch(/ HAL$/);
  });

  it('answers fifty clients over two seats', async () => {
    const hal = account();
    const client = async (owner: string) => {
      for (let count = 0; count < 10; count += 1) {
        expect((await hal.execute('WHO', { owner })).output).toMatch(/ HAL$/);
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, index) => client(`client ${index}`)));
    expect(server.connections).toBe(2);
  }, 20_000);
});
