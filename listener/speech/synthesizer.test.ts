import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { EndpointError, type postForBytes } from '../outgoing/endpoint.ts';
import { firstSentences, Synthesizer } from './synthesizer.ts';
import { toWav } from './wav.ts';

const { signal } = new AbortController();
const LIMIT = { timeMs: 5_000, signal };

let clock: FakeClock;
let log: ReturnType<typeof recordedLog>;
let sent: { readonly body: Record<string, string>; readonly timeoutMs: number }[];
let answer: () => Buffer | Promise<Buffer>;

const post: typeof postForBytes = async (_address, body, { timeoutMs }) => {
  sent.push({ body: JSON.parse(Buffer.concat(body).toString()), timeoutMs });
  return await answer();
};

beforeEach(() => {
  [clock, log, sent] = [new FakeClock(), recordedLog(), []];
  answer = () => toWav(new Uint8Array(100));
});

const synthesizer = () =>
  new Synthesizer({
    url: 'http://127.0.0.1:1/v1/audio/speech',
    model: 'tts-1',
    voice: 'alloy',
    timeoutMs: 3_000,
    log,
    clock,
    post,
  });

it('has a text spoken once, whoever asks', async () => {
  const server = synthesizer();
  const audio = await server.speak('You have 3 doctors.', LIMIT);
  expect(Buffer.from(audio ?? '', 'base64')).toEqual(toWav(new Uint8Array(100)));
  expect(await server.speak('You have 3 doctors.', LIMIT)).toBe(audio);
  expect(sent).toEqual([
    {
      body: {
        model: 'tts-1',
        input: 'You have 3 doctors.',
        voice: 'alloy',
        response_format: 'wav',
        format: 'wav',
      },
      timeoutMs: 3_000,
    },
  ]);
});

it('holds no more than its memory', async () => {
  const server = synthesizer();
  answer = () => toWav(new Uint8Array(440_000));
  for (let text = 0; text < 50; text += 1) await server.speak(String(text), LIMIT);
  expect(server.cachedBytes).toBeLessThanOrEqual(16 * 1024 ** 2);
  expect(server.cachedBytes).toBeGreaterThan(14 * 1024 ** 2);
  await server.speak('49', LIMIT);
  expect(sent).toHaveLength(50);
  await server.speak('0', LIMIT);
  expect(sent).toHaveLength(51);
});

it('speaks nothing where there is no time, or too much to do', async () => {
  const server = synthesizer();
  expect(await server.speak('x', { timeMs: 0, signal })).toBeUndefined();
  answer = () => new Promise(() => undefined);
  for (let each = 0; each < 2; each += 1) void server.speak('x', LIMIT);
  expect(await server.speak('x', LIMIT)).toBeUndefined();
  expect(sent).toHaveLength(2);
});

it('leaves a server that fails alone for a while, and says so once', async () => {
  const server = synthesizer();
  answer = () => Promise.reject(new EndpointError('status', 500));
  for (let each = 0; each < 3; each += 1) expect(await server.speak('x', LIMIT)).toBeUndefined();
  expect([sent.length, log.lines.length]).toEqual([1, 1]);
  clock.advance(5_000);
  answer = () => toWav(new Uint8Array(2));
  expect(await server.speak('x', LIMIT)).toBeDefined();
});

it('takes nothing for audio that is none', async () => {
  answer = () => Buffer.from('{"error":"no voice"}');
  expect(await synthesizer().speak('x', LIMIT)).toBeUndefined();
  expect(log.lines).toEqual([expect.stringContaining('something else than a WAV file')]);
});

describe('what is spoken of an answer', () => {
  const sentence = 'You take a medicine. ';
  it.each([
    ['Short.', 'Short.'],
    [' two\n lines ', 'two lines'],
    [sentence.repeat(20), sentence.repeat(9).trim()],
    ['word '.repeat(100), 'word '.repeat(40).trim()],
    ['x'.repeat(300), 'x'],
  ])('%.30s', (text, expected) => expect(firstSentences(text)).toBe(expected));
});
