import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ProbeResult, type ProbeSettings, probeAccount } from './account-probe.ts';
import { QmServer } from './qmclient/testing/qm-server.ts';

let server: QmServer;
beforeEach(async () => {
  server = await QmServer.start();
});
afterEach(() => server.stop());

async function probe(change: Partial<ProbeSettings> = {}, program?: string) {
  const settings: ProbeSettings = {
    qmAccount: 'HAL',
    qmHost: '127.0.0.1',
    qmPort: server.port,
    qmUsername: 'halqm',
    qmPassword: 'test-only-pw',
    timeoutMs: 1_000,
    ...change,
  };
  const results: ProbeResult[] = [];
  for await (const result of probeAccount(settings, program)) results.push(result);
  expect(results.map(({ driver }) => driver)).toEqual(['pipe', 'qmclient', 'command']);
  expect(JSON.stringify(results)).not.toContain('test-only-pw');
  return Object.fromEntries(results.map((result) => [result.driver, result]));
}

describe('probeAccount', () => {
  it('reports the driver that works, and what the others lack', async () => {
    expect(await probe()).toMatchObject({
      pipe: { works: false, advice: expect.stringContaining('QM_BIN') },
      qmclient: { works: true, text: expect.stringMatching(/QM user \d+ HAL$/) },
      command: { works: false, advice: expect.stringContaining('QM_BIN') },
    });
  });

  it('checks whether QM responds if there are no credentials, and disconnects', async () => {
    const { qmclient } = await probe({ qmUsername: undefined, qmPassword: undefined });
    expect(qmclient).toMatchObject({
      works: false,
      text: expect.stringContaining('there are no credentials'),
      advice: 'set a user (QM_USERNAME) and a password (QM_PASSWORD_FILE, or QM_PASSWORD)',
    });
    await expect.poll(() => server.qm.sessions.size).toBe(0);
  });

  it('distinguishes a rejected login, an unknown account, a full QM and a closed port', async () => {
    const advice = async (change: Partial<ProbeSettings>) => (await probe(change)).qmclient;
    expect(await advice({ qmPassword: 'wrong' })).toMatchObject({
      advice: expect.stringContaining('QM_USERNAME'),
    });
    expect(await advice({ qmAccount: 'NOPE' })).toMatchObject({
      advice: expect.stringContaining('QM_ACCOUNT'),
    });
    server.greeting = 'is full';
    expect(await advice({})).toMatchObject({ advice: expect.stringContaining('NUMUSERS') });
    server.greeting = 'is not started';
    expect(await advice({})).toMatchObject({ advice: expect.stringContaining('qm -start') });
    expect(await advice({ qmPort: 1 })).toMatchObject({ advice: expect.stringContaining('QM_PORT') });
  });

  it('tries a program that is there', async () => {
    const { pipe, command } = await probe({ qmUsername: undefined }, '/nowhere/qm');
    for (const result of [pipe, command]) {
      expect(result).toMatchObject({ works: false, advice: expect.stringContaining('program not found') });
    }
  });
});
