import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEALTH } from '../../contract/health.ts';
import { ACCOUNT_ERRORS } from '../account/errors.ts';
import { QmServer } from '../account/qmclient/testing/qm-server.ts';
import type { Config } from '../config/config.ts';
import { HalClient } from './testing/hal-client.ts';
import { testListener } from './testing/test-listener.ts';

const QUESTION = 'How many medications do I have?';
const STATEMENT = 'COUNT MEDICATION';
const COUNTED = { output: '3 record(s) counted', status: 3 };

let qm: QmServer;
beforeEach(async () => {
  qm = await QmServer.start();
  qm.qm.statements.set(STATEMENT, COUNTED);
});
afterEach(() => qm.stop());

function listening(change: Partial<Config> = {}) {
  return testListener({
    driver: 'qmclient',
    qmHost: '127.0.0.1',
    qmPort: qm.port,
    qmUsername: 'halqm',
    qmPassword: 'test-only-pw',
    ...change,
  });
}

async function answer(client: HalClient): Promise<unknown> {
  return (await client.ask(QUESTION)).text;
}

const healthOf = async (http: string) => HEALTH.parse(await (await fetch(`${http}/healthz`)).json());

describe('a listener whose QM goes down and comes back', () => {
  it.each([
    ['is not started', ACCOUNT_ERRORS.UNAVAILABLE],
    ['is full', ACCOUNT_ERRORS.LICENCE_LIMIT],
    ['is no QM', ACCOUNT_ERRORS.PROTOCOL],
  ] as const)(
    'starts while QM %s, says so to clients, and answers once it is up',
    async (greeting, words) => {
      qm.greeting = greeting;
      const { url, http } = await listening();
      const client = await HalClient.greeted(url);
      expect(await answer(client)).toBe(words);
      expect(await healthOf(http)).toMatchObject({ status: 'degraded', account: { state: 'down' } });
      qm.greeting = 'greets';
      await expect.poll(async () => (await healthOf(http)).status, { timeout: 10_000 }).toBe('ok');
      expect(await answer(client)).toMatch(/\b3\b/);
    },
  );

  it('repeats the query of a lost session, unnoticed by the client', async () => {
    qm.qm.statements.set(STATEMENT, ['dies mid-answer', COUNTED]);
    const client = await HalClient.greeted((await listening()).url);
    expect(await answer(client)).toMatch(/\b3\b/);
  });

  it('reports a timeout to the client, and answers the next question', async () => {
    qm.qm.statements.set(STATEMENT, ['runs on', COUNTED]);
    const { url } = await listening({ timeoutMs: 300 });
    const client = await HalClient.greeted(url);
    expect(await answer(client)).toBe(ACCOUNT_ERRORS.TIMEOUT);
    expect(await answer(client)).toMatch(/\b3\b/);
  });

  it('is busy when too many questions wait, and its metrics show it', async () => {
    qm.qm.statements.set(STATEMENT, 'runs on');
    const { url, http } = await listening({ qmSessions: 1, qmWaiting: 1, timeoutMs: 2_000 });
    const [running, waiting, refused] = await Promise.all(
      ['runs', 'waits', 'is refused'].map(() => HalClient.greeted(url)),
    );
    const seats = async () => (await healthOf(http)).account.seats;
    await expect.poll(seats).toMatchObject({ used: 1 });
    const late = [answer(running!)];
    await expect.poll(() => qm.qm.executed).toContain(STATEMENT);
    late.push(answer(waiting!));
    await expect.poll(seats).toEqual({ used: 1, limit: 1, waiting: 1 });
    expect(await answer(refused!)).toBe(ACCOUNT_ERRORS.BUSY);
    const metrics = await (await fetch(`${http}/metrics`)).text();
    expect(metrics).toMatch(/^hal_account_seats_used 1$/m);
    expect(metrics).toMatch(/^hal_account_seats_limit 1$/m);
    expect(metrics).toMatch(/^hal_account_seats_waiting 1$/m);
    expect(metrics).toMatch(/^hal_account_sessions\{state="busy"\} 1$/m);
    expect(metrics).toMatch(/^hal_account_sessions\{state="idle"\} 0$/m);
    expect(await Promise.all(late)).toEqual([ACCOUNT_ERRORS.TIMEOUT, ACCOUNT_ERRORS.TIMEOUT]);
  });
});
