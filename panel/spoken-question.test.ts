import { expect, it } from 'vitest';
import { CLIENT_MESSAGES } from '../contract/hal.ts';
import { shownMessage, spokenMessages } from './spoken-question.ts';

const PCM = Buffer.from(Int16Array.from({ length: 40_000 }, (_, at) => at - 20_000).buffer);

it('sends a recording in chunks of a second, then that it ended', () => {
  const messages = spokenMessages(PCM.toString('base64'));
  const chunks = messages
    .filter((message) => 'audio' in message)
    .map((message) => CLIENT_MESSAGES.audio_chunk.parse(message));
  expect(chunks.map(({ sample_rate }) => sample_rate)).toEqual([16_000, 16_000, 16_000]);
  const parts = chunks.map(({ audio }) => Buffer.from(audio ?? '', 'base64'));
  expect(parts.map(({ length }) => length)).toEqual([32_000, 32_000, 16_000]);
  expect(Buffer.concat(parts).equals(PCM)).toBe(true);
  expect(messages.slice(chunks.length)).toEqual([{ type: 'speech_ended' }]);
  // The listener's limit of an audio message.
  for (const message of messages) expect(JSON.stringify(message).length).toBeLessThan(64 * 1_024);
});

it('shows of audio its size, and all of any other message', () => {
  const [first] = spokenMessages(PCM.toString('base64'));
  expect(shownMessage(first ?? {})).toEqual({
    type: 'audio_chunk',
    audio: '32000 bytes, 1000 ms',
    sample_rate: 16_000,
  });
  const response = { type: 'response', audio: 'UklGRg==' };
  expect(shownMessage(response)).toBe(response);
});
