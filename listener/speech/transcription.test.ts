import { describe, expect, it } from 'vitest';
import { readTranscription, transcriptionBody, wordCount } from './transcription.ts';

const QUESTION = 'What medications am I taking?';
const json = (value: object) => JSON.stringify(value);

describe('an answer of a recognition server', () => {
  it.each([
    ['OpenAI', json({ text: ` ${QUESTION}\n` })],
    ['text', `${QUESTION}\n`],
    ['a string', JSON.stringify(QUESTION)],
    ['sounds around words', json({ text: `[BLANK_AUDIO] (coughs) ♪ ${QUESTION}` })],
    ['unknown fields', json({ text: QUESTION, segments: 'none', confidence: 'high', task: 1 })],
  ])('holds the text: %s', (_what, body) => {
    expect(readTranscription(body)).toEqual({ kind: 'text', text: QUESTION, isSure: true });
  });

  it.each([
    '',
    '  ',
    json({ text: '' }),
    json({ text: '...' }),
    json({ text: '[music]' }),
    '(wind blowing)',
    '*laughs* ♪',
  ])('holds no speech: %s', (body) => expect(readTranscription(body)).toEqual({ kind: 'no-speech' }));

  it.each([
    '<html>Bad gateway</html>',
    '{"text": ',
    '[1,2]',
    json({ error: { message: 'no model' } }),
    json({ text: 7 }),
    '4711',
    'null',
    'x'.repeat(2_000),
    'word\u0000word',
  ])('is garbage: %.30s', (body) => expect(readTranscription(body)).toEqual({ kind: 'garbage' }));

  it.each([
    { segments: [{ avg_logprob: -0.3 }, { avg_logprob: -1.4 }] },
    { segments: [{ avg_logprob: -0.3, compression_ratio: 3 }] },
    { confidence: 0.2 },
  ])('is not sure: %j', (more) => {
    expect(readTranscription(json({ text: QUESTION, ...more }))).toMatchObject({ isSure: false });
  });

  it('is silence where every segment is', () => {
    const silent = { avg_logprob: -1.4, no_speech_prob: 0.9 };
    const spoken = { avg_logprob: -0.3, no_speech_prob: 0.9 };
    expect(readTranscription(json({ text: 'Thank you.', segments: [silent] })).kind).toBe('no-speech');
    expect(readTranscription(json({ text: 'Thank you.', segments: [spoken, silent] })).kind).toBe('text');
  });
});

it('asks in a form, with names that cannot end a field', () => {
  const { body, contentType } = transcriptionBody({
    pcm: new Uint8Array(4),
    model: 'm',
    language: undefined,
    prompt: 'Müller\r\n--boundary--',
    isVerbose: false,
  });
  const boundary = contentType.slice(contentType.indexOf('=') + 1);
  const parts = Buffer.concat(body).toString('utf8').split(`--${boundary}`);
  expect(parts).toHaveLength(7);
  expect(parts.join()).toContain('Müller');
  expect(parts.join()).not.toContain('name="language"');
});

it('counts words', () => {
  expect([QUESTION, '', ' - ', "it's 5 o'clock"].map(wordCount)).toEqual([5, 0, 0, 3]);
});
