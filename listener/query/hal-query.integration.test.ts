import { afterEach, beforeEach, expect, it } from 'vitest';
import { QmServer } from '../account/qmclient/testing/qm-server.ts';
import type { Config } from '../config/config.ts';
import { HalClient } from '../server/testing/hal-client.ts';
import { testListener } from '../server/testing/test-listener.ts';

const QUESTION = 'How many medications do I have?';
const TABLE = /\b3\b/;

let qm: QmServer;
let asked: (readonly string[])[];
beforeEach(async () => {
  asked = [];
  qm = await QmServer.start();
  qm.qm.statements.set('COUNT MEDICATION', { output: '3 record(s) counted', status: 3 });
  qm.qm.subroutines.set('HAL.QUERY', (args) => {
    asked.push(args);
    return args.with(3, 'Said by the account itself.');
  });
});
afterEach(() => qm.stop());

async function listening(halQuery: Config['halQuery']) {
  const { url, http } = await testListener({
    driver: 'qmclient',
    qmHost: '127.0.0.1',
    qmPort: qm.port,
    qmUsername: 'halqm',
    qmPassword: 'test-only-pw',
    halQuery,
  });
  return { http, client: await HalClient.greeted(url) };
}

it('answers a client first, under a label of its own in the metrics', async () => {
  const { http, client } = await listening('first');
  const frame = await client.ask(QUESTION);
  expect(frame).toMatchObject({
    text: 'Said by the account itself.',
    intent: 'HAL.QUERY',
    status: 'success',
  });
  const [[text, session, ...rest] = []] = asked;
  expect([text, rest]).toEqual([QUESTION, ['', '', '', '']]);
  expect(String(frame.session_id).slice(0, 8)).toBe(session);
  const metrics = await (await fetch(`${http}/metrics`)).text();
  expect(metrics).toMatch(/^hal_queries_total\{intent="HAL.QUERY",status="success"\} 1$/m);
});

it('fails no question where it aborts', async () => {
  qm.qm.subroutines.set('HAL.QUERY', () => '00000257: Error -3018 in HAL.QUERY');
  const { client } = await listening('first');
  expect((await client.ask(QUESTION)).text).toMatch(TABLE);
});

it('is called once where it is not catalogued', async () => {
  let calls = 0;
  qm.qm.subroutines.set('HAL.QUERY', () => {
    calls += 1;
    return "00000D06: Unable to load 'HAL.QUERY' object code in $VBSRVR";
  });
  const { client } = await listening('first');
  for (let times = 0; times < 3; times += 1) expect((await client.ask(QUESTION)).text).toMatch(TABLE);
  expect(calls).toBe(1);
});

it('is asked last, or not at all, where the configuration says so', async () => {
  const last = await listening('last');
  expect((await last.client.ask(QUESTION)).text).toMatch(TABLE);
  expect(asked).toEqual([]);
  expect((await last.client.ask('Qwertz uiop asdf?')).text).toBe('Said by the account itself.');
  const off = await listening('off');
  expect((await off.client.ask('Qwertz uiop asdf?')).intent).toBe('GENERAL');
  expect(asked).toHaveLength(1);
});
