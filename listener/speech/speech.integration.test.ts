import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HalClient } from '../server/testing/hal-client.ts';
import { scratchHome, type TestListener, testListener } from '../server/testing/test-listener.ts';
import { recognitionServer, saying } from './testing/recognition-server.ts';
import { babble, bytesOf, joined, louder, mixed, noise, type Sound, silence } from './testing/sounds.ts';
import { toWav } from './wav.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/speech-worker.cjs');
const QUESTION = 'What medications am I taking?';
const SENTENCE = joined(silence(0.3), babble(1.5), silence(1));
const SECOND = 16_000;

async function speakingListener(
  sttUrl: string,
  change: Parameters<typeof testListener>[0] = {},
): Promise<TestListener> {
  return await testListener({ sttUrl, ...change }, { speechProgram: PROGRAM });
}

/** Sends a sound as the Mac client does. @param size samples a chunk */
function chunks(client: HalClient, sound: Sound, size = 512): void {
  for (let at = 0; at < sound.length; at += size) {
    const audio = bytesOf(sound.slice(at, at + size)).toString('base64');
    client.send({ type: 'audio_chunk', audio, format: 'wav', sample_rate: 16_000, session_id: null });
  }
}

/** Sends a sound as the web client does. */
function stream(client: HalClient, sound: Sound): void {
  for (let at = 0; at < sound.length; at += 4_096)
    client.send({ type: 'audio_stream', audio: [...sound.slice(at, at + 4_096)], session_id: null });
}

async function awake(url: string): Promise<HalClient> {
  const client = await HalClient.greeted(url);
  client.send({ type: 'wake_word_detected', wake_word: 'hey computer', confidence: 0.95 });
  await client.until('state_change');
  return client;
}

const types = (frames: readonly { readonly type: string }[]) => frames.map(({ type }) => type);

describe('a client that sends chunks and never says that it ended', () => {
  it('gets the answer of the typed question', async () => {
    const server = await recognitionServer(saying(QUESTION));
    const { url } = await speakingListener(server.url);
    const client = await awake(url);
    chunks(client, SENTENCE);
    const frames = await client.until('state_change');
    expect(types(frames)).toEqual(['processing', 'response', 'state_change']);
    const typed = await client.ask(QUESTION);
    expect(frames[1]).toMatchObject({
      text: typed.text,
      data: typed.data,
      intent: 'MEDICATION',
      status: 'success',
    });
    const [received] = server.received;
    expect(received?.fields).toMatchObject({
      model: 'whisper-1',
      language: 'en',
      response_format: 'verbose_json',
    });
    const samples = (received?.wav.length ?? 0) / 2 / SECOND;
    expect(samples).toBeGreaterThan(1.5);
    expect(samples).toBeLessThan(2.4);
  });

  it('asks on without a wake word in the follow-up, and in one conversation', async () => {
    const server = await recognitionServer(
      saying('What did I spend at Starbucks this month?'),
      saying('And last month?'),
    );
    const { url } = await speakingListener(server.url);
    const client = await awake(url);
    const answers: unknown[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      chunks(client, SENTENCE);
      const frames = await client.until('state_change');
      answers.push(frames.find(({ type }) => type === 'response')?.intent);
    }
    expect(answers).toEqual(['TRANSACTION', 'TRANSACTION']);
  });

  it.each<[string, (client: HalClient) => void]>([
    [
      'half samples',
      (client) => {
        const bytes = bytesOf(SENTENCE);
        for (let at = 0; at < bytes.length; at += 1_001)
          client.send({ type: 'audio_chunk', audio: bytes.subarray(at, at + 1_001).toString('base64') });
      },
    ],
    [
      'a WAV file',
      (client) => {
        const bytes = toWav(bytesOf(SENTENCE));
        for (let at = 0; at < bytes.length; at += 1_024)
          client.send({ type: 'audio_chunk', audio_data: bytes.subarray(at, at + 1_024).toString('base64') });
      },
    ],
    ['clipping', (client) => chunks(client, louder(SENTENCE, 20))],
    ['noise', (client) => chunks(client, mixed(SENTENCE, noise(1, 500)))],
    ['large chunks', (client) => chunks(client, SENTENCE, 20_000)],
  ])('is understood with %s', async (_what, send) => {
    const server = await recognitionServer(saying(QUESTION));
    const { url } = await speakingListener(server.url);
    const client = await awake(url);
    send(client);
    expect((await client.until('response')).at(-1)).toMatchObject({ intent: 'MEDICATION' });
    expect((server.received[0]?.wav.length ?? 0) / 2 / SECOND).toBeLessThan(2.4);
  });

  it('is not listened to before a wake word, and noise gets no answer', async () => {
    const server = await recognitionServer(saying(QUESTION));
    const { url } = await speakingListener(server.url);
    const client = await HalClient.greeted(url);
    chunks(client, SENTENCE);
    client.send({ type: 'wake_word_detected' });
    await client.until('state_change');
    chunks(client, joined(noise(4, 3_000), silence(1)));
    expect(await client.quiet(500)).toEqual([]);
    expect(server.received).toEqual([]);
  });
});

it.each([{ type: 'speech_ended' }, { type: 'audio_chunk', audio: '', is_final: true }])(
  'a client that says that it ended is answered at once: %j',
  async (end) => {
    const server = await recognitionServer(saying(QUESTION));
    const { url } = await speakingListener(server.url);
    const client = await awake(url);
    chunks(client, joined(silence(0.3), babble(1.5)));
    client.send(end);
    expect((await client.until('response')).at(-1)).toMatchObject({ intent: 'MEDICATION' });
    await client.until('state_change');
    client.send(end);
    expect((await client.until('response')).at(-1)).toMatchObject({ intent: 'SPEECH', action: 'not_heard' });
    expect(server.received).toHaveLength(1);
  },
);

describe('a browser', () => {
  it('gets what was recognized and its answer, with and without a wake phrase', async () => {
    const server = await recognitionServer(saying(QUESTION), saying(`Hey, Jarvis! ${QUESTION}`));
    const { url } = await speakingListener(server.url);
    const client = await HalClient.greeted(url);
    stream(client, SENTENCE);
    const frames = await client.until('state_change');
    expect(types(frames)).toEqual(['transcription', 'response', 'state_change']);
    expect(frames[0]).toMatchObject({ text: QUESTION });
    client.send({ type: 'command', command: 'stop' });
    await client.until('state_change');
    stream(client, SENTENCE);
    expect(await client.until('response')).toMatchObject([{ text: QUESTION }, { intent: 'MEDICATION' }]);
  });

  it('hears nothing of what is said in the room and is no question, and types meanwhile', async () => {
    const room = 'I think we should paint the fence on Sunday.';
    const server = await recognitionServer(saying(room), saying('[music]'), () => undefined);
    const { url } = await speakingListener(server.url);
    const client = await HalClient.greeted(url);
    // The first question takes longest, and nothing is heard while one is answered.
    await (await HalClient.greeted(url)).ask(QUESTION);
    for (let turn = 0; turn < 2; turn += 1) {
      stream(client, SENTENCE);
      while (server.received.length <= turn) await client.quiet(10);
      expect(await client.quiet(100)).toEqual([]);
    }
    stream(client, SENTENCE);
    while (server.received.length < 3) await client.quiet(10);
    expect((await client.ask(QUESTION)).intent).toBe('MEDICATION');
  });

  it('is woken by a wake phrase alone, and then declined like anybody', async () => {
    const server = await recognitionServer(saying('Hey Jarvis.'), saying('Paint the fence on Sunday.'));
    const { url } = await speakingListener(server.url);
    const client = await HalClient.greeted(url);
    stream(client, SENTENCE);
    expect(types(await client.until('state_change'))).toEqual(['wake_word_detected', 'ack', 'state_change']);
    stream(client, SENTENCE);
    expect((await client.until('response')).at(-1)).toMatchObject({ action: 'acknowledged' });
  });

  it('needs the wake phrase where the setting says so', async () => {
    const server = await recognitionServer(saying(QUESTION), saying(`hey computer, ${QUESTION}`));
    const { url } = await speakingListener(server.url, { wakeRequired: true });
    const client = await HalClient.greeted(url);
    stream(client, SENTENCE);
    while (server.received.length < 1) await client.quiet(10);
    expect(await client.quiet(100)).toEqual([]);
    stream(client, SENTENCE);
    expect((await client.until('response')).at(-1)).toMatchObject({ intent: 'MEDICATION' });
  });
});

describe('a server that speaks', () => {
  const WAV = toWav(new Uint8Array(440_000));

  it('is heard by a browser that asked by voice, and by nobody else', async () => {
    const server = await recognitionServer(saying(QUESTION));
    const speaking = await recognitionServer((response) => response.end(WAV));
    const { url } = await speakingListener(server.url, { ttsUrl: speaking.url });
    const browser = await HalClient.greeted(url);
    stream(browser, SENTENCE);
    const [spoken] = (await browser.until('response')).slice(-1);
    expect(spoken).toMatchObject({ audio: WAV.toString('base64'), audio_format: 'wav' });
    expect(Buffer.byteLength(JSON.stringify(spoken))).toBeLessThan(1_000_000);
    await browser.until('state_change');
    // Its microphone hears what it plays.
    stream(browser, SENTENCE);
    expect(await browser.quiet(400)).toEqual([]);
    browser.send({ type: 'command', command: 'repeat' });
    expect(await browser.frame()).not.toHaveProperty('audio');
    expect(await browser.ask(QUESTION)).not.toHaveProperty('audio');
    const client = await awake(url);
    chunks(client, SENTENCE);
    expect((await client.until('response')).at(-1)).not.toHaveProperty('audio');
    expect(speaking.received).toHaveLength(1);
  });

  it.each([
    ['hangs', () => undefined],
    [
      'is broken',
      (response: { writeHead(code: number): { end(): unknown } }) => response.writeHead(500).end(),
    ],
    ['says too much', (response: { end(data: Buffer): unknown }) => response.end(Buffer.concat([WAV, WAV]))],
  ] as const)('that %s costs no answer', async (_what, answer) => {
    const server = await recognitionServer(saying(QUESTION));
    const speaking = await recognitionServer(answer as never);
    const { url } = await speakingListener(server.url, { ttsUrl: speaking.url, ttsTimeoutMs: 200 });
    const browser = await HalClient.greeted(url);
    stream(browser, SENTENCE);
    const [frame] = (await browser.until('response')).slice(-1);
    expect(frame).toMatchObject({ intent: 'MEDICATION' });
    expect(frame).not.toHaveProperty('audio');
  });

  it('is not waited for after a stop', async () => {
    const server = await recognitionServer(saying(QUESTION));
    const speaking = await recognitionServer(() => undefined);
    const { url } = await speakingListener(server.url, { ttsUrl: speaking.url, ttsTimeoutMs: 5_000 });
    const browser = await HalClient.greeted(url);
    stream(browser, SENTENCE);
    await browser.until('transcription');
    browser.send({ type: 'command', command: 'stop' });
    expect(types(await browser.until('state_change'))).toEqual(['state_change']);
    expect((await browser.ask(QUESTION)).intent).toBe('MEDICATION');
  });
});

describe('a recognition server', () => {
  it.each([
    ['hears nothing', saying(''), 'not_heard'],
    ['is not sure', saying(QUESTION, { segments: [{ avg_logprob: -1.7, no_speech_prob: 0.2 }] }), 'not_sure'],
    [
      'takes it for silence',
      saying('Thank you.', { segments: [{ avg_logprob: -1.7, no_speech_prob: 0.9 }] }),
      'not_heard',
    ],
    ['answers garbage', (response: { end(text: string): unknown }) => response.end('<html>'), 'speech_down'],
    [
      'fails',
      (response: { writeHead(code: number): { end(): unknown } }) => response.writeHead(500).end(),
      'speech_down',
    ],
    ['never answers', () => undefined, 'speech_slow'],
  ] as const)(
    'that %s: the client is asked again, and typed questions go on',
    async (_what, answer, action) => {
      const server = await recognitionServer(answer as never);
      const { url } = await speakingListener(server.url, { sttTimeoutMs: 300 });
      const client = await awake(url);
      chunks(client, SENTENCE);
      expect((await client.until('state_change')).at(-2)).toMatchObject({
        type: 'response',
        action,
        status: 'error',
      });
      expect((await client.ask(QUESTION)).intent).toBe('MEDICATION');
      await client.until('state_change');
      client.send({ type: 'command', command: 'repeat' });
      expect(await client.frame()).toMatchObject({ intent: 'MEDICATION' });
    },
  );

  it('that is down is said at once from then on, and to a browser once', async () => {
    const { url } = await speakingListener('http://127.0.0.1:9/v1/audio/transcriptions');
    const client = await awake(url);
    for (let turn = 0; turn < 2; turn += 1) {
      chunks(client, SENTENCE, 4_096);
      expect((await client.until('state_change'))[1]).toMatchObject({ action: 'speech_down' });
    }
    // The third in a row: nobody is speaking to us.
    chunks(client, SENTENCE, 4_096);
    expect((await client.until('state_change')).at(-1)).toMatchObject({ new_state: 'passive_listening' });
    const browser = await HalClient.greeted(url);
    stream(browser, SENTENCE);
    expect((await browser.until('response')).at(-1)).toMatchObject({ action: 'speech_down' });
    browser.send({ type: 'command', command: 'stop' });
    await browser.until('state_change');
    await browser.quiet(100);
    stream(browser, SENTENCE);
    expect(await browser.quiet(600)).toEqual([]);
  });

  it('that does not know verbose answers is asked for plain ones', async () => {
    const server = await recognitionServer(
      (response) => response.writeHead(400).end(),
      (response) => response.end(QUESTION),
    );
    const { url } = await speakingListener(`${server.root}/inference`);
    const client = await awake(url);
    chunks(client, SENTENCE);
    expect((await client.until('response')).at(-1)).toMatchObject({ intent: 'MEDICATION' });
    expect(server.received.map(({ path: at, fields }) => [at, fields.response_format])).toEqual([
      ['/inference', 'verbose_json'],
      ['/inference', 'json'],
    ]);
  });

  it('is told the names of the account, unless the setting says otherwise', async () => {
    for (const sttNames of [true, false]) {
      const server = await recognitionServer(saying(QUESTION));
      const { url } = await speakingListener(server.url, { sttNames });
      const client = await awake(url);
      await client.ask(QUESTION);
      await client.until('state_change');
      chunks(client, SENTENCE);
      await client.until('response');
      const prompt = server.received[0]?.fields.prompt;
      if (sttNames) expect(prompt).toMatch(/[A-Z]\w+, [A-Z]\w+/);
      else expect(prompt).toBeUndefined();
      expect(prompt?.length ?? 0).toBeLessThanOrEqual(610);
    }
  });
});

it('keeps two clients that talk at once apart', async () => {
  const server = await recognitionServer((response, { wav }) =>
    saying(wav.length > 2 * 2.5 * SECOND ? 'What allergies do I have?' : QUESTION)(response, {} as never),
  );
  const { url } = await speakingListener(server.url);
  const [one, other] = [await awake(url), await awake(url)];
  const long = joined(silence(0.3), babble(3), silence(1));
  for (let at = 0; at < long.length; at += 512) {
    if (at < SENTENCE.length) chunks(one, SENTENCE.slice(at, at + 512));
    chunks(other, long.slice(at, at + 512));
  }
  const intents = [];
  for (const client of [one, other]) intents.push((await client.until('response')).at(-1)?.intent);
  expect(intents).toEqual(['MEDICATION', 'ALLERGY']);
});

it('forgets a client that vanishes mid-word, or while it is recognized', async () => {
  const server = await recognitionServer(() => undefined, saying(QUESTION));
  const { url } = await speakingListener(server.url);
  const early = await awake(url);
  chunks(early, SENTENCE.slice(0, SECOND));
  early.ws.terminate();
  const late = await awake(url);
  chunks(late, SENTENCE);
  while (server.received.length < 1) await late.quiet(10);
  late.ws.terminate();
  const client = await awake(url);
  chunks(client, SENTENCE);
  expect((await client.until('response')).at(-1)).toMatchObject({ intent: 'MEDICATION' });
  expect(server.received).toHaveLength(2);
});

it('is stopped while it is recognized', async () => {
  const server = await recognitionServer(() => undefined);
  const { url } = await speakingListener(server.url);
  const client = await awake(url);
  chunks(client, SENTENCE);
  while (server.received.length < 1) await new Promise((resolve) => setTimeout(resolve, 10));
  client.send({ type: 'command', command: 'stop' });
  expect(types(await client.until('state_change'))).toEqual(['processing', 'state_change']);
  expect(await client.quiet(200)).toEqual([]);
});

it('is seen in log and metrics, with texts only where questions are logged', async () => {
  for (const logQuestions of [false, true]) {
    const server = await recognitionServer(saying(QUESTION));
    const { url, http, home, listener } = await speakingListener(server.url, { logQuestions });
    const client = await awake(url);
    chunks(client, SENTENCE);
    await client.until('response');
    await client.quiet(50);
    const metrics = await (await fetch(`${http}/metrics`)).text();
    expect(metrics).toContain('hal_utterances_total{outcome="recognized"} 1');
    expect(metrics).toContain('hal_spoken_words_total 5');
    expect(metrics).toContain('hal_utterance_seconds_count 1');
    await client.close();
    await listener.stop();
    const log = readFileSync(path.join(home, 'logs/gateway.log'), 'utf8');
    expect(log).toMatch(/utterance .*outcome=recognized audio_ms=\d{4} ms=\d+ words=5/);
    expect(log.includes('medications am I')).toBe(logQuestions);
  }
});

it('keeps no recording, unless a folder is named', async () => {
  const folder = path.join(await scratchHome(), 'audio');
  for (const keepAudio of [undefined, folder]) {
    const server = await recognitionServer(saying(QUESTION));
    const { url, home } = await speakingListener(server.url, { keepAudio });
    const client = await awake(url);
    chunks(client, SENTENCE);
    await client.until('response');
    const kept = keepAudio === undefined ? [] : readdirSync(folder);
    expect(kept).toHaveLength(keepAudio === undefined ? 0 : 1);
    for (const name of kept)
      expect(readFileSync(path.join(folder, name)).equals(server.received[0]?.wav ?? Buffer.alloc(0))).toBe(
        true,
      );
    const files = readdirSync(home, { recursive: true }).filter((name) => String(name).endsWith('.wav'));
    expect(files).toEqual([]);
  }
});
