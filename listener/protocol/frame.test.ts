import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberSource, type ResponseFrame, type ServerFrame, type Turn } from '../../contract/hal.ts';
import { encodeFrame, MAX_FRAME_BYTES, rowsWithin, withExampleMark } from './frame.ts';

const RESPONSE: ResponseFrame = {
  type: 'response',
  text: 'Two.',
  response_text: 'Two.',
  intent: 'MEDICATION',
  action_taken: 'medication_query',
  action: 'medication_query',
  confidence: 0.9,
  status: 'success',
  data: [{ '@ID': 'M1' }],
  count: 1,
  session_id: 's',
  duration_ms: 1,
  timestamp: '2026-01-01T00:00:00.000Z',
};
const GREETING: Extract<ServerFrame, { type: 'connected' | 'state' }> = {
  type: 'connected',
  session_id: 's',
  state: 'passive_listening',
  message: 'Welcome back to HAL.',
  timestamp: RESPONSE.timestamp,
  resumed: true,
};
const turn = (text: string): Turn => ({
  question: text,
  answer: text,
  intent: 'X',
  time: RESPONSE.timestamp,
});
const bytes = (text: string) => Buffer.byteLength(text);

/** Characters that JSON or UTF-8 makes longer, and some that they do not. */
const EXPANDING = ['\u0001', '\ud83d', '"', '\\', '€', '😀', 'ü', '\n', 'x'] as const;

describe('encodeFrame', () => {
  it('writes a frame that fits as it is', () => {
    expect(JSON.parse(encodeFrame(RESPONSE))).toEqual(RESPONSE);
    expect(JSON.parse(encodeFrame({ type: 'pong' }))).toEqual({ type: 'pong' });
  });

  it.each(['9007199254740993', '1.0', '1e3', '-0', '0.10000000000000000000001', '1e400'])(
    'writes the id %s as it came',
    (source) => {
      const id = new NumberSource(source);
      expect(encodeFrame({ ...RESPONSE, id })).toMatch(new RegExp(`"id":${source}}$`));
      expect(encodeFrame({ ...GREETING, last_response: { ...RESPONSE, id } })).toContain(`"id":${source}}`);
      const long = { ...RESPONSE, id, text: 'x'.repeat(2_000_000) };
      expect(encodeFrame(long)).toContain(`"id":${source}`);
    },
  );

  it.each(EXPANDING)('keeps a response of many %j under the bound, and uses what there is', (unit) => {
    const text = unit.repeat(30_000 / unit.length);
    const data = Array.from({ length: 400 }, () => ({ NOTES: unit.repeat(3_000) }));
    const sent = encodeFrame({ ...RESPONSE, text, response_text: text, data, count: 400 });
    expect(bytes(sent)).toBeLessThan(MAX_FRAME_BYTES);
    expect(bytes(sent)).toBeGreaterThan(MAX_FRAME_BYTES - 20_000);
    const frame = JSON.parse(sent);
    expect(frame).toMatchObject({ text, response_text: text, count: 400, truncated: true });
    expect(frame.data.length).toBeGreaterThan(10);
  });

  it.each(EXPANDING)('cuts a text of very many %j, and marks it', (unit) => {
    const text = unit.repeat(2_000_000);
    const frame = JSON.parse(encodeFrame({ ...RESPONSE, text, response_text: text }));
    expect(bytes(JSON.stringify(frame))).toBeLessThan(MAX_FRAME_BYTES);
    expect(frame.text).toMatch(/…$/);
    expect(frame.text.length).toBeGreaterThan(80_000);
    expect(frame).toMatchObject({ truncated: true, response_text: frame.text, status: 'success' });
  });

  it.each(EXPANDING)('leaves the oldest turns of %j out of a greeting, then rows', (unit) => {
    const context = Array.from({ length: 10 }, (_, n) => turn(`${n} ${unit.repeat(100_000)}`));
    const text = unit.repeat(30_000 / unit.length);
    const data = Array.from({ length: 400 }, () => ({ NOTES: unit.repeat(3_000) }));
    const sent = encodeFrame({
      ...GREETING,
      context,
      last_response: { ...RESPONSE, text, response_text: text, data },
    });
    expect(bytes(sent)).toBeLessThan(MAX_FRAME_BYTES);
    const frame = JSON.parse(sent);
    expect(frame).toMatchObject({ resumed: true, truncated: true, last_response: { text, truncated: true } });
    expect(frame.context).toEqual(JSON.parse(JSON.stringify(context.slice(10 - frame.context.length))));
  });

  /** The longest frame that is sent as it is. */
  const LONGEST = MAX_FRAME_BYTES - 17;

  it.each(['x', 'ü', '€'])(
    'sends a response of %s in full up to the bound, and cuts one byte more',
    (unit) => {
      const spare = LONGEST - bytes(encodeFrame({ ...RESPONSE, data: [{ A: '' }] }));
      const filler = 'x'.repeat(spare % bytes(unit)) + unit.repeat(Math.floor(spare / bytes(unit)));
      const full = encodeFrame({ ...RESPONSE, data: [{ A: filler }] });
      expect(bytes(full)).toBe(LONGEST);
      expect(JSON.parse(full)).not.toHaveProperty('truncated');
      expect(JSON.parse(encodeFrame({ ...RESPONSE, data: [{ A: `${filler}x` }] }))).toMatchObject({
        data: [],
        truncated: true,
      });
    },
  );

  // Each is the first or last character of a length in UTF-8 or JSON.
  it.each([
    0x1f, 0x20, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xffff, 0x10000, 0x22, 0x5c,
  ])('uses all the room for a text of U+%i', (point) => {
    const sent = encodeFrame({ ...RESPONSE, text: String.fromCodePoint(point).repeat(1_000_000) });
    expect(bytes(sent)).toBeLessThanOrEqual(LONGEST);
    expect(LONGEST - bytes(sent)).toBeLessThan(2 * 6 + 4);
  });

  it('cuts intent, action and id of a long response to 256 characters', () => {
    const long = 'n'.repeat(300);
    const frame = JSON.parse(
      encodeFrame({
        ...RESPONSE,
        intent: long,
        action: long,
        action_taken: long,
        text: 'x'.repeat(2_000_000),
      }),
    );
    const label = `${'n'.repeat(255)}…`;
    expect(frame).toMatchObject({ intent: label, action: label, action_taken: label });
  });

  it('keeps the newest turns that fit, and uses the room there is', () => {
    const context = Array.from({ length: 200 }, (_, n) => turn(`${n} ${'x'.repeat(5_000)}`));
    const sent = encodeFrame({ ...GREETING, context });
    const frame = JSON.parse(sent);
    expect(frame.context.length).toBeGreaterThan(90);
    expect(frame.context).toEqual(context.slice(-frame.context.length));
    expect(LONGEST - bytes(sent)).toBeLessThan(10_200);
    expect(frame).not.toHaveProperty('last_response');
  });

  it('keeps a last response that takes less than half of a greeting as it is', () => {
    const context = Array.from({ length: 200 }, () => turn('x'.repeat(5_000)));
    const frame = JSON.parse(encodeFrame({ ...GREETING, type: 'state', context, last_response: RESPONSE }));
    expect(frame.last_response).toEqual(RESPONSE);
  });

  it('keeps all turns that fit', () => {
    const context = Array.from({ length: 10 }, () => turn('€'.repeat(10_000)));
    expect(JSON.parse(encodeFrame({ ...GREETING, context }))).toEqual({ ...GREETING, context });
  });

  it('shortens an error, and never sends a frame that no rule can shorten', () => {
    const message = '€'.repeat(500_000);
    const error = { type: 'error', code: 'BAD_FIELD', message, error: message, timestamp: '' } as const;
    expect(bytes(encodeFrame(error))).toBeLessThan(MAX_FRAME_BYTES);
    const shorter = JSON.parse(encodeFrame(error));
    expect(shorter).toEqual({ ...error, message: `${'€'.repeat(9_999)}…`, error: shorter.message });
    const odd: ServerFrame = { type: 'goodbye', message, timestamp: RESPONSE.timestamp };
    const tooLong = 'The answer is too long to send.';
    expect(JSON.parse(encodeFrame(odd))).toEqual({
      type: 'error',
      code: 'TOO_LONG',
      message: tooLong,
      error: tooLong,
      timestamp: RESPONSE.timestamp,
    });
  });

  it('holds the bound whatever the lengths', () => {
    const piece = fc
      .tuple(fc.constantFrom(...EXPANDING), fc.nat(400_000))
      .map(([unit, count]) => unit.repeat(count));
    fc.assert(
      fc.property(piece, piece, fc.nat(300), fc.nat(10), (text, cell, rows, turns) => {
        const data = Array.from({ length: rows }, () => ({ A: cell.slice(0, 5_000) }));
        const response = { ...RESPONSE, text, response_text: text, data };
        expect(bytes(encodeFrame(response))).toBeLessThan(MAX_FRAME_BYTES);
        const context = Array.from({ length: turns }, () => turn(cell));
        expect(bytes(encodeFrame({ ...GREETING, context, last_response: response }))).toBeLessThan(
          MAX_FRAME_BYTES,
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('rowsWithin', () => {
  const rows = [{ A: 'x' }, { A: 'yy' }];
  // {"A":"x"} is 9 bytes, {"A":"yy"} is 10, and each has a comma.
  it.each([
    [9, 0],
    [10, 1],
    [20, 1],
    [21, 2],
  ])('in %i bytes has %i rows', (maxBytes, count) => {
    expect(rowsWithin(rows, maxBytes)).toEqual(rows.slice(0, count));
  });
});

describe('withExampleMark', () => {
  it('marks a frame of example data, and no other', () => {
    expect(withExampleMark('{"type":"pong"}', true)).toBe('{"type":"pong","example":true}');
    expect(withExampleMark('{"type":"pong"}', false)).toBe('{"type":"pong"}');
  });
});
