import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HalClient } from '../server/testing/hal-client.ts';
import { testListener } from '../server/testing/test-listener.ts';
import { missingEngines, sphinxServer, spoken, spokenFile } from './testing/engines.ts';
import { recognitionServer, saying } from './testing/recognition-server.ts';
import { bytesOf, joined, louder, mixed, noise, type Sound, silence } from './testing/sounds.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/speech-worker.cjs');
const QUESTIONS = [
  'What medications am I taking?',
  'What allergies do I have?',
  'When is my next appointment?',
  'Who is my doctor?',
  'How much did I spend last month?',
  'What is my blood pressure?',
];

const why = missingEngines();

async function awake(url: string): Promise<HalClient> {
  const client = await HalClient.greeted(url);
  client.send({ type: 'wake_word_detected' });
  await client.until('state_change');
  return client;
}

function send(client: HalClient, bytes: Buffer, more: object = {}): void {
  for (let at = 0; at < bytes.length; at += 4_096)
    client.send({
      type: 'audio_chunk',
      audio: bytes.subarray(at, at + 4_096).toString('base64'),
      sample_rate: 16_000,
      ...more,
    });
}

/** Where the received samples stand in those that were sent. */
function placeOf(received: Buffer, sent: Sound): number {
  const at = bytesOf(sent).indexOf(received);
  return at < 0 ? -1 : at / 2;
}

describe.skipIf(why !== undefined)(`a voice${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  it('is recognized, and answered as the typed question is', async () => {
    const server = await sphinxServer(QUESTIONS);
    const { url } = await testListener({ sttUrl: server.url }, { speechProgram: PROGRAM });
    let right = 0;
    for (const question of QUESTIONS) {
      const client = await awake(url);
      send(client, bytesOf(joined(silence(0.6), spoken(question), silence(1.2))));
      const [answer] = (await client.until('response', 30_000)).slice(-1);
      const typed = await client.ask(question);
      if (answer?.text === typed.text) right += 1;
      await client.close();
    }
    // The recognizer's errors are its own; that it hears at all is ours.
    expect(right).toBeGreaterThanOrEqual(QUESTIONS.length - 1);
  });

  it.each(QUESTIONS)('arrives whole and cut at the right places: %s', async (question) => {
    const server = await recognitionServer(saying(question));
    const { url } = await testListener({ sttUrl: server.url }, { speechProgram: PROGRAM });
    const voice = spoken(question);
    const sent = joined(silence(1), voice, silence(1.5));
    const client = await awake(url);
    send(client, bytesOf(sent));
    expect((await client.until('response')).at(-1)?.text).toBe((await client.ask(question)).text);
    const samples = server.received[0]?.wav.subarray(44) ?? Buffer.alloc(0);
    const from = placeOf(samples, sent);
    const to = from + samples.length / 2;
    const loud = (at: number) => Math.abs(sent[at] ?? 0) > 800;
    const first = sent.findIndex((_, at) => loud(at));
    const last = sent.findLastIndex((_, at) => loud(at));
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThanOrEqual(first);
    expect(first - from).toBeLessThan(0.6 * 16_000);
    expect(to).toBeGreaterThanOrEqual(last);
    expect(to - last).toBeLessThan(0.6 * 16_000);
  });

  it.each<[string, (client: HalClient, voice: Sound) => void]>([
    ['with noise', (client, voice) => send(client, bytesOf(mixed(voice, noise(1, 400))))],
    ['clipped', (client, voice) => send(client, bytesOf(louder(voice, 2)))],
    ['soft', (client, voice) => send(client, bytesOf(louder(voice, 0.15)))],
    [
      'in half samples',
      (client, voice) => {
        const bytes = bytesOf(voice);
        for (let at = 0; at < bytes.length; at += 4_095)
          client.send({ type: 'audio_chunk', audio: bytes.subarray(at, at + 4_095).toString('base64') });
      },
    ],
    [
      'as the file that espeak-ng writes, at its own rate',
      (client) => {
        send(client, spokenFile(QUESTIONS[0] ?? ''));
        send(client, Buffer.alloc(2 * 22_050 * 1.5));
      },
    ],
    [
      'at 8 kHz, with the right label',
      (client, voice) => send(client, bytesOf(voice.filter((_, at) => at % 2 === 0)), { sample_rate: 8_000 }),
    ],
  ])('is recognized %s', async (_what, say) => {
    const server = await sphinxServer(QUESTIONS);
    const { url } = await testListener({ sttUrl: server.url }, { speechProgram: PROGRAM });
    const client = await awake(url);
    say(client, joined(silence(0.6), spoken(QUESTIONS[0] ?? ''), silence(1.2)));
    expect((await client.until('response', 30_000)).at(-1)).toMatchObject({ intent: 'MEDICATION' });
  });
});
