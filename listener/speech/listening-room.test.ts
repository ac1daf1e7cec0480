import { beforeAll, expect, it } from 'vitest';
import { ListeningRoom } from './listening-room.ts';
import { babble, bytesOf, joined, louder, type Sound, silence } from './testing/sounds.ts';
import type { FromThread } from './thread-messages.ts';
import { VoiceDetection } from './voice-detector.ts';

const SETTINGS = { aggressiveness: 2, silenceMs: 700, shortestMs: 250, longestMs: 15_000 } as const;
const SENTENCE = joined(silence(0.5), babble(2), silence(1));
const CHUNK = 512;

let detection: VoiceDetection;
beforeAll(async () => {
  detection = await VoiceDetection.load();
});

type Told = Extract<FromThread, { kind: 'utterance' }>;

function room(maxBytes?: number) {
  const told: FromThread[] = [];
  const created: ListeningRoom = new ListeningRoom(
    SETTINGS,
    detection,
    (message) => told.push(message),
    maxBytes,
  );
  let at = 0;
  return {
    room: created,
    /** Sends a sound as it is recorded. @param pace seconds a second of samples takes */
    say(client: number, sound: Int16Array, { pace = 1, rate }: { pace?: number; rate?: number } = {}) {
      for (let from = 0; from < sound.length; from += CHUNK) {
        const base64 = bytesOf(sound.slice(from, from + CHUNK)).toString('base64');
        created.onMessage({ kind: 'chunk', client, at, base64, rate });
        at += (CHUNK / 16) * pace;
      }
    },
    voices: () => told.filter(({ kind }) => kind === 'voice').length,
    utterances: () => told.filter((one): one is Told => one.kind === 'utterance'),
  };
}

it('keeps clients that talk at once apart', () => {
  const { room: shared, utterances } = room();
  const other = joined(silence(1), babble(1), silence(1.5));
  for (let from = 0; from < SENTENCE.length; from += CHUNK) {
    for (const [client, sound] of [
      [1, SENTENCE],
      [2, other],
    ] as const) {
      const base64 = bytesOf(sound.slice(from, from + CHUNK)).toString('base64');
      shared.onMessage({ kind: 'chunk', client, at: from / 16, base64, rate: undefined });
    }
  }
  const lengths = utterances().map(({ client, utterance }) => [
    client,
    Math.floor(utterance.audioMs / 1_000),
  ]);
  expect(lengths.sort()).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

it('tells once a second that voice goes on', () => {
  const { say, voices } = room();
  say(1, joined(silence(1), babble(5), silence(1)));
  expect(voices()).toBeGreaterThanOrEqual(4);
  expect(voices()).toBeLessThanOrEqual(6);
});

it('takes 8 kHz that is labelled 16 kHz for what it is, by the pace at which it comes', () => {
  const { say, utterances } = room();
  const half: Sound = SENTENCE.filter((_, index) => index % 2 === 0);
  say(1, joined(half, silence(1)), { pace: 2, rate: 16_000 });
  const [told] = utterances();
  expect(told?.utterance).toMatchObject({ isSlow: true });
  expect(told?.utterance.audioMs).toBeGreaterThan(1_800);
});

it('takes a recording that is sent at once as it is labelled', () => {
  const { say, utterances } = room();
  say(1, SENTENCE, { pace: 0 });
  expect(utterances()[0]?.utterance.isSlow).toBe(false);
});

it('reads what browsers send, and passes over what is no audio', () => {
  const { room: one, utterances } = room();
  const send = (frame: unknown) =>
    one.onMessage({ kind: 'stream', client: 1, at: 0, frame: Buffer.from(JSON.stringify(frame)) });
  for (const audio of ['nonsense', null, { length: 1e9 }, undefined, [[], {}]])
    send({ type: 'audio_stream', audio });
  one.onMessage({ kind: 'stream', client: 1, at: 0, frame: Buffer.from('{"type":"audio_stream",') });
  for (let from = 0; from < SENTENCE.length; from += 4_096)
    send({ type: 'audio_stream', audio: [...SENTENCE.slice(from, from + 4_096)] });
  expect(utterances()).toHaveLength(1);
});

it('says how much is clipped', () => {
  const { say, utterances } = room();
  say(1, louder(SENTENCE, 0.3));
  say(1, louder(SENTENCE, 30));
  const [clean, clipped] = utterances().map(({ utterance }) => utterance.clipped);
  expect(clean).toBe(0);
  expect(clipped).toBeGreaterThan(0.1);
});

it('answers an end with what was said, or with nothing', () => {
  const { room: one, say, utterances } = room();
  one.onMessage({ kind: 'end', client: 7 });
  say(1, SENTENCE.subarray(0, 1.5 * 16_000));
  one.onMessage({ kind: 'end', client: 1 });
  one.onMessage({ kind: 'end', client: 1 });
  const found = utterances().map(({ client, isFinal, utterance }) => [
    client,
    isFinal,
    utterance.audioMs > 900,
  ]);
  expect(found).toEqual([
    [7, true, false],
    [1, true, true],
    [1, true, false],
  ]);
});

it('forgets what was said at a reset, and everything at a close', () => {
  const { room: one, say, utterances } = room();
  for (const kind of ['reset', 'close'] as const) {
    say(1, SENTENCE.subarray(0, 1.5 * 16_000));
    one.onMessage({ kind, client: 1 });
    one.onMessage({ kind: 'end', client: 1 });
  }
  expect(utterances().map(({ utterance }) => utterance.audioMs)).toEqual([0, 0]);
});

it('holds no more than its memory: whoever goes beyond it is heard with what was said so far', () => {
  const { say, utterances } = room(100_000);
  say(1, joined(silence(0.5), babble(10)));
  expect(utterances().length).toBeGreaterThan(2);
  for (const { utterance } of utterances()) expect(utterance.pcm.length).toBeLessThan(110_000);
});
