import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HalClient } from './testing/hal-client.ts';
import { SlowAccount } from './testing/slow-account.ts';
import { testListener } from './testing/test-listener.ts';

/** Clients that exist and cannot be changed, each reading exactly as it does: docs/protocol.md §8. */

const QUESTION = 'What medications am I taking?';

describe('a client that reads as', () => {
  it('the talker: all frames up to the response, then stands still, pongs included', async () => {
    const { url } = await testListener();
    const client = await HalClient.connect(url, { headers: { 'User-Agent': 'Python/3.11 websockets/10.4' } });
    expect((await client.frame(5_000)).type).toBe('connected');
    for (let question = 0; question < 2; question += 1) {
      const asked = performance.now();
      client.send({ type: 'text_input', text: QUESTION });
      const frames = await client.until('response', 30_000);
      expect(frames.map(({ type }) => type).filter((type) => type !== 'state_change')).toEqual([
        'processing',
        'response',
      ]);
      // Its loop stands still at a prompt: an answer that comes at once would be read before its question ends.
      expect(performance.now() - asked).toBeGreaterThanOrEqual(19);
      client.ws.pause();
      await new Promise((resolve) => setTimeout(resolve, 300));
      client.ws.resume();
    }
    await client.close();
  });

  it('the short: five frames a question at most, then gone', async () => {
    const account = new SlowAccount(4_500);
    const { url } = await testListener({}, { account });
    const client = await HalClient.greeted(url);
    client.send({ type: 'text_input', text: QUESTION });
    const types: string[] = [];
    for (let read = 0; read < 5 && types.at(-1) !== 'response'; read += 1) {
      types.push((await client.frame(5_000)).type);
    }
    expect(types).toEqual(['processing', 'processing', 'response']);
    client.ws.terminate();
  });

  it('the one-frame: ack and state_change, then exactly one frame, a connection a question', async () => {
    const { url } = await testListener();
    for (let question = 0; question < 2; question += 1) {
      const client = await HalClient.connect(url);
      expect((await client.frame()).type).toBe('connected');
      client.send({ type: 'wake_word_detected', wake_word: 'hal', confidence: 0.9, timestamp: 'now' });
      expect((await client.frame(15_000)).type).toBe('ack');
      expect(await client.frame(15_000)).toMatchObject({
        type: 'state_change',
        new_state: 'active_listening',
        timeout_ms: 30_000,
      });
      client.send({ type: 'transcription', text: QUESTION });
      const answer = await client.frame(15_000);
      expect(answer).toMatchObject({ type: 'response', status: 'success' });
      expect(answer.text).toMatch(/medications/);
      await client.close();
    }
  });

  it('the double: two questions back to back, five frames each', async () => {
    const { url } = await testListener();
    const client = await HalClient.greeted(url);
    client.send({ type: 'text_input', text: QUESTION });
    client.send({ type: 'text_input', text: 'what time is it' });
    const answers: unknown[] = [];
    for (const patience of [15_000, 10_000]) {
      for (let read = 0; read < 5; read += 1) {
        const frame = await client.frame(patience);
        if (frame.type !== 'response') continue;
        answers.push(frame.intent);
        break;
      }
    }
    expect(answers).toEqual(['MEDICATION', 'TIME']);
    await client.close();
  });

  it('the stale: a session of a closed connection, one frame a command, none for a heartbeat', async () => {
    const { url } = await testListener();
    const client = await HalClient.greeted(url);
    const session_id = randomUUID();
    client.send({ type: 'wake_word_detected', session_id });
    expect((await client.frame()).type).toBe('ack');
    expect((await client.frame()).type).toBe('state_change');
    client.send({ type: 'heartbeat', session_id });
    for (const [command, type] of [
      ['hold', 'state_change'],
      ['stop', 'state_change'],
      ['goodbye', 'goodbye'],
    ]) {
      client.send({ type: 'command', command, session_id });
      expect((await client.frame()).type).toBe(type);
    }
    expect(await client.quiet(100)).toEqual([]);
    client.send({ type: 'text_input', text: QUESTION, session_id });
    const frames = await client.until('response');
    expect(frames.at(-1)?.session_id).not.toBe(session_id);
    await client.close();
  });

  it('the greeter: state first on /state, then intent, action and text', async () => {
    const { url } = await testListener();
    const client = await HalClient.connect(`${url}/state`);
    const greeting = await client.frame(10_000);
    expect(greeting).toMatchObject({ type: 'state', state: 'passive_listening' });
    expect(greeting.session_id).toMatch(/^[0-9a-f-]{36}$/);
    client.send({ type: 'text_input', text: QUESTION });
    expect((await client.until('response')).at(-1)).toMatchObject({
      intent: 'MEDICATION',
      action: 'medication_query',
      text: expect.stringContaining('You are currently taking'),
    });
    await client.close();
  });

  it('the browser: audio without end, and never an error or a close for it', async () => {
    const { url } = await testListener();
    const client = await HalClient.greeted(url, { headers: { Origin: 'http://localhost:3000' } });
    const audio = Array.from({ length: 4096 }, (_, n) => ((n * 37) % 65_536) - 32_768);
    for (let sent = 0; sent < 120; sent += 1) {
      client.send({ type: 'audio_stream', audio, session_id: sent === 0 ? null : 'x' });
    }
    client.send({ type: 'audio_stream', audio: 'nonsense' });
    expect(await client.quiet(200)).toEqual([]);
    expect((await client.ask(QUESTION)).status).toBe('success');
    await client.close();
  });

  it('the leaver: gone right after the response, or killed in the middle of its question', async () => {
    const account = new SlowAccount();
    const { url, listener } = await testListener({}, { account });
    const polite = await HalClient.greeted(url);
    await polite.ask(QUESTION);
    await polite.close();
    account.ms = 5_000;
    const killed = await HalClient.greeted(url);
    killed.send({ type: 'text_input', text: QUESTION });
    await killed.frame();
    killed.ws.terminate();
    await expect.poll(() => account.cancelled, { timeout: 5_000 }).toBe(1);
    await expect.poll(() => listener.health().connections.open).toBe(0);
    account.ms = 0;
    const next = await HalClient.greeted(url);
    expect((await next.ask(QUESTION)).status).toBe('success');
    await next.close();
  });

  it('the prober: connects and closes, asks for a page, speaks something else', async () => {
    const { url, http, port, listener } = await testListener();
    for (const bytes of ['', 'GET', '\u0016\u0003\u0001', 'quit\r\n']) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined);
        socket.resume();
        socket.on('close', () => resolve());
      });
    }
    const page = await fetch(`${http}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/HAL Listener/);
    const client = await HalClient.greeted(url);
    expect((await client.ask('what time is it')).intent).toBe('TIME');
    await client.close();
    expect(listener.health().queries.failed).toBe(0);
  });
});
