import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberSource } from '../../contract/hal.ts';
import { isAudio, readMessage } from './message.ts';

const read = (value: unknown, max = 32_768) => readMessage(JSON.stringify(value), max);
const code = (value: unknown, max?: number) => {
  const reading = read(value, max);
  return reading.ok ? 'ok' : reading.code;
};

describe('readMessage', () => {
  it.each([
    [{ type: 'text_input', text: 'hi', session_id: 'stale', timestamp: 'x', extra: 1 }],
    [{ type: 'text_input', text: 'hi', session_id: null }],
    [{ type: 'query', intent: 'MEDICATION' }],
    [{ type: 'query', intent: 'MEDICATION', text: null, id: 7 }],
    [{ type: 'query', text: 'hi', id: 'q1' }],
    [{ type: 'transcription', text: 'hi' }],
    [{ type: 'wake_word_detected', wake_word: 'hal', confidence: 0.9 }],
    [{ type: 'audio_chunk', audio: 'AAAA', is_final: true }],
    [{ type: 'audio_chunk', audio_data: 'AAAA' }],
    [{ type: 'audio_chunk', is_final: true }],
    [{ type: 'speech_ended', duration_ms: 3 }],
    [{ type: 'audio_stream', audio: [1, 2, 3], session_id: null }],
    [{ type: 'audio_stream' }],
    [{ type: 'command', command: 'hold' }],
    [{ type: 'command', command: ' STOP ' }],
    [{ type: 'heartbeat' }],
    [{ type: 'ping' }],
    [{ command: 'ping' }],
    [{ type: 'resume', session_id: 'abc' }],
  ])('reads %j', (message) => {
    expect(code(message)).toBe('ok');
  });

  it.each([
    ['[1]', 'BAD_MESSAGE'],
    ['null', 'BAD_MESSAGE'],
    ['"text"', 'BAD_MESSAGE'],
    ['', 'BAD_JSON'],
    ['{"type":"text_input"', 'BAD_JSON'],
    ['\u0000', 'BAD_JSON'],
  ])('refuses %j with %s', (frame, expected) => {
    const reading = readMessage(frame, 32_768);
    expect(reading.ok ? 'ok' : reading.code).toBe(expected);
  });

  it.each([
    [{ type: 'teleport' }, 'UNKNOWN_TYPE'],
    [{ type: 'constructor' }, 'UNKNOWN_TYPE'],
    [{ type: 7 }, 'UNKNOWN_TYPE'],
    [{}, 'UNKNOWN_TYPE'],
    [{ command: 'stop' }, 'UNKNOWN_TYPE'],
    [{ type: 'command', command: 'dance' }, 'UNKNOWN_COMMAND'],
    [{ type: 'command' }, 'BAD_FIELD'],
    [{ type: 'command', command: 3 }, 'BAD_FIELD'],
    [{ type: 'text_input' }, 'BAD_FIELD'],
    [{ type: 'text_input', text: '' }, 'BAD_FIELD'],
    [{ type: 'text_input', text: '  ' }, 'BAD_FIELD'],
    [{ type: 'text_input', text: 7 }, 'BAD_FIELD'],
    [{ type: 'query' }, 'BAD_FIELD'],
    [{ type: 'query', text: ['x'], intent: 'A' }, 'BAD_FIELD'],
    [{ type: 'query', text: 'x', id: {} }, 'BAD_FIELD'],
    [{ type: 'audio_chunk' }, 'BAD_FIELD'],
    [{ type: 'resume' }, 'BAD_FIELD'],
  ])('refuses %j with %s', (message, expected) => {
    expect(code(message)).toBe(expected);
  });

  it('names the field that is wrong', () => {
    const reading = read({ type: 'text_input', text: 7 });
    expect(reading).toMatchObject({ ok: false, text: expect.stringContaining('"text" of text_input') });
  });

  it('limits the bytes of everything but audio', () => {
    expect(code({ type: 'text_input', text: 'ü'.repeat(600) }, 1024)).toBe('TOO_LONG');
    expect(code({ type: 'text_input', text: 'u'.repeat(600) }, 1024)).toBe('ok');
    expect(code({ type: 'audio_chunk', audio: 'A'.repeat(65_536) }, 1024)).toBe('ok');
    expect(code({ type: 'audio_stream', audio: 'A'.repeat(65_536) }, 1024)).toBe('ok');
  });

  it.each(['text_input', 'query', 'transcription', 'command'])(
    'keeps the id of a %s as it was written',
    (type) => {
      const id = (written: string) => {
        const reading = readMessage(
          `{"type":"${type}","id": ${written} ,"text":"x","command":"repeat"}`,
          32_768,
        );
        return reading.ok && 'id' in reading.message ? reading.message.id : reading;
      };
      for (const written of ['9007199254740993', '1.0', '-0', '1e3', '1e400', '0.1000']) {
        expect(id(written)).toEqual(new NumberSource(written));
      }
      for (const written of ['7', '-1.5', '0']) expect(id(written)).toBe(Number(written));
      expect(id('"9007199254740993"')).toBe('9007199254740993');
      expect(id('{"source":"1"}')).toMatchObject({ ok: false, code: 'BAD_FIELD' });
      expect(id('1'.repeat(257))).toMatchObject({ ok: false, code: 'BAD_FIELD' });
    },
  );

  it('knows audio', () => {
    expect(isAudio({ type: 'audio_stream' })).toBe(true);
    expect(isAudio({ type: 'ping' })).toBe(false);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((v) => JSON.stringify(v)),
        ),
        (frame) => {
          const reading = readMessage(frame, 1024);
          expect(typeof reading.ok).toBe('boolean');
        },
      ),
    );
  });
});
