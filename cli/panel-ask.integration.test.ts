import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Asked } from '../contract/panel-ask.ts';
import { recognitionServer, saying } from '../listener/speech/testing/recognition-server.ts';
import { babble, bytesOf, joined, silence } from '../listener/speech/testing/sounds.ts';
import { Controls, waitFor } from './testing/controls.ts';
import { callPanel, panelLink } from './testing/panel-page.ts';

/** Questions from the panel's page, through the panel's program, to a listener as it is shipped. */

async function panelOf(here: Controls, env: Readonly<Record<string, string>> = {}) {
  const started = await here.run(['start'], env);
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

const SPOKEN = joined(silence(0.3), babble(1.5));
const recordingOf = (sound: Int16Array): string => bytesOf(sound).toString('base64');

it('asks what was spoken as a client with a microphone does, and shows what was recognized', async () => {
  const here = await Controls.open();
  const server = await recognitionServer(saying(QUESTION), saying('And last month?'));
  const { ask } = await panelOf(here, { STT_URL: server.root });
  const asked = await ask({ recording: recordingOf(SPOKEN) });
  const typed = await ask({ text: QUESTION });
  const { text, intent, count, data } = typed.response;
  expect(asked.response).toMatchObject({ text, intent, count, data, status: 'success' });
  expect(asked.trace).toMatchObject({ heard: QUESTION, outcome: { remainder: [] } });
  expect(asked.trace?.statements.at(-1)?.text).toBe(typed.trace?.statements.at(-1)?.text);
  expect(typed.trace).not.toHaveProperty('heard');
  const frames = asked.frames.map(({ from, text: json }) => ({ from, ...JSON.parse(json) }));
  // What follows an answer may come before its statements are known.
  expect(frames.slice(0, 9).map(({ from, type }) => `${from} ${type}`)).toEqual([
    'listener connected',
    'client wake_word_detected',
    'listener ack',
    'listener state_change',
    'client audio_chunk',
    'client audio_chunk',
    'client speech_ended',
    'listener processing',
    'listener response',
  ]);
  expect(frames[4].audio).toBe('32000 bytes, 1000 ms');
  // What the server got is what was spoken, with a header.
  const [received] = server.received;
  expect(received?.wav.length).toBeGreaterThan(1.4 * 32_000);
  expect(bytesOf(SPOKEN).includes(received?.wav.subarray(44, 20_000) ?? 'nothing')).toBe(true);
  const next = await ask({ recording: recordingOf(SPOKEN), session: asked.session });
  expect(next).toMatchObject({ resumed: true, response: { intent }, trace: { heard: 'And last month?' } });
  // As long as a recording may be.
  const longest = joined(silence(13.3), babble(1.5), silence(0.2));
  expect((await ask({ recording: recordingOf(longest) })).trace?.heard).toBe('And last month?');
  for (const name of readdirSync(path.join(here.home, 'logs'))) {
    expect(readFileSync(path.join(here.home, 'logs', name), 'utf8'), name).not.toMatch(/Starbucks/i);
  }
});

it('says why a spoken question has no answer', async () => {
  const here = await Controls.open();
  const unsure = { segments: [{ avg_logprob: -3, no_speech_prob: 0.1 }] };
  const server = await recognitionServer(saying('My meditations?', unsure), (response) =>
    response.writeHead(500).end('out of memory'),
  );
  const { ask } = await panelOf(here, { STT_URL: server.root });
  const silent = await ask({ recording: recordingOf(silence(2)) });
  expect(silent.response).toMatchObject({
    status: 'error',
    text: expect.stringMatching(/did not hear anything/),
  });
  expect(silent.trace).not.toHaveProperty('heard');
  expect(server.received).toEqual([]);
  const misheard = await ask({ recording: recordingOf(SPOKEN) });
  expect(misheard.response.text).toMatch(/not sure that I heard you right: “My meditations/);
  expect(misheard.trace?.heard).toBe('My meditations?');
  const down = await ask({ recording: recordingOf(SPOKEN) });
  expect(down.response.text).toMatch(/^Speech recognition is not/);
  await here.run(['stop']);
  await expect(ask({ recording: recordingOf(SPOKEN) })).rejects.toThrow(/NOT_RUNNING/);
});

it('says that a listener without speech recognition takes no spoken question', async () => {
  const here = await Controls.open();
  const { ask } = await panelOf(here);
  const spoken = ask({ recording: recordingOf(SPOKEN) });
  await expect(spoken).rejects.toThrow(/REFUSED: This listener recognizes no speech/);
});
