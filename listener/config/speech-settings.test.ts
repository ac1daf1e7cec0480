import { describe, expect, it } from 'vitest';
import { loadConfig } from './load.ts';
import { configProblem } from './testing/config-problem.ts';
import { fakeMachine } from './testing/machine.ts';

const load = (env: Record<string, string>, files: Record<string, string> = {}) =>
  loadConfig({ flags: {}, machine: fakeMachine({ env, files }) });
const problem = (...given: Parameters<typeof load>) => configProblem(() => load(...given));
const HERE = { STT_URL: 'http://127.0.0.1:8080' };

describe('the address of a recognition server', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v1/audio/transcriptions'],
    ['http://whisper:8080/v1/', 'http://whisper:8080/v1/audio/transcriptions'],
    ['http://10.1.10.20:8001/v1/audio/transcriptions', 'http://10.1.10.20:8001/v1/audio/transcriptions'],
    ['http://10.1.10.20:8001/transcribe', 'http://10.1.10.20:8001/transcribe'],
    ['http://[::1]:8080/inference', 'http://[::1]:8080/inference'],
  ])('%s is posted to as %s', (given, posted) => {
    expect(load({ STT_URL: given }).config.sttUrl).toBe(posted);
  });

  it.each([
    'http://speech.example',
    'http://8.8.8.8',
    'https://a:secret@speech.example',
    'ws://127.0.0.1',
    'here',
  ])('%s is refused', (given) => {
    expect(problem({ STT_URL: given })).toMatch(/^STT_URL=.* is not an address that speech may be sent to/);
    expect(problem({ STT_URL: given })).not.toContain('secret');
  });

  it('outside this network is warned about', () => {
    expect(load({ STT_URL: 'https://speech.example' }).warnings).toEqual([
      expect.stringContaining('what people say is sent to speech.example'),
    ]);
    expect(load(HERE).warnings).toEqual([]);
  });
});

it('its key is checked, and never shown', () => {
  const file = { ...HERE, STT_KEY_FILE: '/key' };
  expect(load(file, { '/key': 'sk-secret\n' }).config.sttKeyFile).toBe('/key');
  for (const bad of ['', 'sk secret', 'sk-secret\r\nHost: x']) {
    const message = problem(file, { '/key': bad });
    expect(message).toMatch(/^STT_KEY_FILE=\/key .*cannot be used: a key has/);
    expect(message).not.toContain('secret');
  }
});

it('recognition leaves time for the answer', () => {
  expect(problem({ ...HERE, STT_TIMEOUT: '14000' })).toContain('leaves no time for the answer');
  expect(load({ ...HERE, WEBSOCKET_DEADLINE: '3000' }).config.sttTimeoutMs).toBe(1_500);
});

it('phrases are words in lower case', () => {
  const phrases = (given: string) => load({ ...HERE, WAKE_PHRASES: given }).config.wakePhrases;
  expect(phrases('Hey  Jarvis, HAL,hal')).toEqual(['hey jarvis', 'hal']);
  expect(phrases('none')).toEqual([]);
  for (const bad of ['hey!', 'a,,b', 'x'.repeat(61)])
    expect(problem({ ...HERE, WAKE_PHRASES: bad })).toMatch(/^WAKE_PHRASES=/);
});

it.each([
  ['VOICE_DETECTION', '4'],
  ['STT_LANGUAGE', 'english'],
  ['SPEECH_SILENCE', '0'],
  ['SPEECH_LONGEST', '40000'],
  ['KEEP_AUDIO_DAYS', '0'],
])('%s=%s is refused', (name, value) => {
  expect(problem({ ...HERE, [name]: value })).toMatch(new RegExp(`^${name}=${value}`));
});

it('recordings are warned about', () => {
  expect(load({ ...HERE, KEEP_AUDIO: '/audio' }).warnings).toEqual([
    expect.stringContaining('/audio for 7 days'),
  ]);
});
