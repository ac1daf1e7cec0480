import { describe, expect, it } from 'vitest';
import { NumberSource } from '../../contract/hal.ts';
import { responseFrame } from './reply.ts';
import {
  formatSession,
  parseSession,
  type StoredSession,
  sessionLength,
  shortenSession,
  shortenTurn,
} from './stored-session.ts';

const TURN = { question: 'what', answer: 'that', intent: 'TIME', time: '2026-01-01T00:00:00.000Z' };
const KEY = { epoch: 1, writer: 'a', seq: 2 };
const response = (rows: readonly Readonly<Record<string, string>>[], text = 'Two.') =>
  responseFrame(
    { text, intent: 'X', action: 'x', confidence: 1, status: 'success', rows, count: rows.length },
    { sessionId: 's', durationMs: 0, at: 0 },
  );

describe('a stored session', () => {
  it.each<[string, Partial<StoredSession>]>([
    ['without keys', {}],
    ['with the key of each turn', { keys: [KEY] }],
    ['with the key of its last response', { keys: [KEY], lastKey: { ...KEY, seq: 3 } }],
    ['with its last response', { lastResponse: { ...response([{ A: 'ü' }]), id: 'q1' } }],
    ['that answers a number', { lastResponse: { ...response([]), id: new NumberSource('1.0') } }],
  ])('%s is read as it was written', (_, parts) => {
    const session: StoredSession = { sessionId: 's', turns: [TURN], at: 7, ...parts };
    expect(parseSession(formatSession(session))).toEqual(session);
  });

  it.each(['{}', '{"sessionId":"","turns":[],"at":1}', '{"sessionId":"s","turns":[{}],"at":1}', 'x'])(
    'refuses %s',
    (json) => {
      expect(() => parseSession(json)).toThrow();
    },
  );

  it.each(['1e', '01', '1.', 'NaN', '--1', '1 '])('refuses the number %s as an id', (source) => {
    const lastResponse = { type: 'response', text: 't', data: [], id: { source } };
    expect(() => parseSession(JSON.stringify({ sessionId: 's', turns: [], at: 1, lastResponse }))).toThrow();
  });
});

describe('what is kept of a session', () => {
  it('cuts long turns only', () => {
    expect(shortenTurn(TURN)).toEqual(TURN);
    const long = shortenTurn({
      question: 'q'.repeat(1_001),
      answer: 'ü'.repeat(2_001),
      intent: 'i'.repeat(257),
      time: 't'.repeat(257),
    });
    expect(long).toEqual({
      question: `${'q'.repeat(999)}…`,
      answer: `${'ü'.repeat(1_999)}…`,
      intent: `${'i'.repeat(255)}…`,
      time: `${'t'.repeat(255)}…`,
    });
  });

  it('has the rows of the last response up to 32 768 characters', () => {
    // Each row counts its name, its value and six more.
    const fits = response([{ NOTES: 'x'.repeat(32 * 1024 - 11) }]);
    expect(shortenSession({ sessionId: 's', turns: [], lastResponse: fits }).lastResponse).toBe(fits);
    const long = response([{ NOTES: 'x'.repeat(32 * 1024 - 10) }]);
    expect(shortenSession({ sessionId: 's', turns: [], lastResponse: long }).lastResponse).toEqual({
      ...long,
      data: [],
      truncated: true,
    });
    expect(shortenSession({ sessionId: 's', turns: [TURN] })).toEqual({ sessionId: 's', turns: [TURN] });
  });

  it('is estimated by its texts, its rows and what is around them', () => {
    const empty = sessionLength({ sessionId: 's', turns: [] });
    expect(empty).toBe(257);
    expect(sessionLength({ sessionId: 's', turns: [TURN, TURN] }) - empty).toBe(2 * (8 + 256));
    // The text is in the frame twice.
    const lastResponse = response([{ A: 'bc' }], 'four');
    expect(sessionLength({ sessionId: 's', turns: [], lastResponse }) - empty).toBe(8 + 9 + 512);
  });
});
