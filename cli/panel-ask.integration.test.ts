import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Asked } from '../contract/panel-ask.ts';
import { Controls, waitFor } from './testing/controls.ts';
import { callPanel, panelLink } from './testing/panel-page.ts';

/** Questions from the panel's page, through the panel's program, to a listener as it is shipped. */

async function panelOf(here: Controls) {
  const started = await here.run(['start']);
  expect(started.code).toBe(0);
  const panel = here.spawn(['panel', '--port', '0']);
  await waitFor(() => panel.text().out.includes('#token='));
  const { address, token } = panelLink(panel.text().out);
  const call = (name: string, params = {}) => callPanel(address, token, name, params);
  await expect.poll(() => call('snapshot'), { timeout: 20_000 }).toMatchObject({ state: 'running' });
  return { call, ask: (params: object) => call('ask', params) as Promise<Asked> };
}

const QUESTION = 'What did I spend at Starbucks?';

it('answers as a client is answered, with the statements, and logs nothing of it', async () => {
  const here = await Controls.open();
  const { ask, call } = await panelOf(here);
  const asked = await ask({ text: QUESTION });
  const asClient = JSON.parse((await here.run(['query', '--json', QUESTION])).out);
  const { text, intent, count, data, understood, status } = asClient;
  expect(asked.response).toMatchObject({ text, intent, count, data, understood, status, example: true });
  expect(asked.frames.map(({ from }) => from)).toContain('client');
  expect(JSON.parse(asked.frames.find(({ from }) => from === 'client')?.text ?? '')).toEqual({
    type: 'text_input',
    text: QUESTION,
  });
  expect(asked.frames.some((frame) => JSON.parse(frame.text).type === 'connected')).toBe(true);
  const explained = (await here.run(['query', '--explain', QUESTION])).out;
  const last = asked.trace?.statements.at(-1);
  expect(last?.text).toMatch(/TRANSACTION/);
  expect(explained).toContain(last?.text ?? 'no statement');
  expect(asked.trace?.outcome).toEqual({ remainder: [] });
  const { closed } = (await call('connections')) as { closed: { userAgent: string | null }[] };
  expect(closed.some(({ userAgent }) => userAgent?.startsWith('HAL-Listener-Panel/'))).toBe(true);
  for (const name of readdirSync(path.join(here.home, 'logs'))) {
    expect(readFileSync(path.join(here.home, 'logs', name), 'utf8'), name).not.toMatch(/Starbucks/i);
  }
});

it('goes on with a conversation, and says what it did not understand', async () => {
  const here = await Controls.open();
  const { ask } = await panelOf(here);
  const first = await ask({ text: 'When is my next appointment?' });
  expect(first.resumed).toBe(false);
  const next = await ask({ text: 'Who is it with?', session: first.session });
  expect(next).toMatchObject({ resumed: true, session: first.session });
  expect(next.response.text).toMatch(/Dr\./);
  expect(next.trace?.statements.length).toBeGreaterThan(0);
  const declined = await ask({ text: 'How is the pressure in my tyres?' });
  expect(declined.trace?.outcome?.declined).toBeTruthy();
  const wombat = await ask({ text: 'Which medication did the wombat take?' });
  expect(wombat.trace?.outcome?.remainder).toContain('wombat');
});

it('uses the token of the clients, and says what to do where it has none', async () => {
  const here = await Controls.open();
  writeFileSync(path.join(here.home, 'config.json'), JSON.stringify({ token: 'a-token-of-clients-1234' }));
  const { ask } = await panelOf(here);
  expect((await ask({ text: QUESTION })).response.status).toBe('success');
  writeFileSync(path.join(here.home, 'config.json'), '{}');
  await expect(ask({ text: QUESTION })).rejects.toThrow(/NOT_ALLOWED: .*token/);
  await here.run(['stop']);
  await expect(ask({ text: QUESTION })).rejects.toThrow(/NOT_RUNNING/);
});
