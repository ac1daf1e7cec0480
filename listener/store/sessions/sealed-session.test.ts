import { createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberSource } from '../../../contract/hal.ts';
import { responseFrame } from '../../protocol/reply.ts';
import type { KeyedSession } from '../../protocol/session-state.ts';
import { MAX_SEALED_BYTES, openSession, sealSession } from './sealed-session.ts';
import { replyOf, testKeys } from './testing/modelled-client.ts';

const keys = testKeys('A');
const key = { epoch: 3, writer: '0mfh2a', seq: 7 };
const lastResponse = {
  ...responseFrame(replyOf('t'), { sessionId: 's', durationMs: 0, at: 0 }),
  id: new NumberSource('1.50'),
};
const session: KeyedSession = {
  sessionId: 's',
  turns: [{ question: 'Médication 💊?', answer: 'a', intent: 'X', time: '2026-11-28T20:00:00Z' }],
  lastResponse,
  keys: [key],
  lastKey: { ...key, seq: 8 },
};

describe('a sealed session', () => {
  it('is opened with its key and its session id', () => {
    expect(openSession(sealSession(session, keys), 's', keys)).toEqual({ kind: 'session', session });
    expect(openSession(sealSession(session, keys), 's', testKeys('BA'))).toEqual({
      kind: 'session',
      session,
    });
  });

  it('is another value each time, and bound to its session id', () => {
    const value = sealSession(session, keys);
    expect(value.equals(sealSession(session, keys))).toBe(false);
    expect(openSession(value, 't', keys)).toEqual({ kind: 'damaged' });
    const withoutId = createDecipheriv('aes-256-gcm', keys[0].bytes, value.subarray(9, 21));
    withoutId.setAAD(Buffer.concat([Buffer.from('hal-session\0'), value.subarray(0, 9)]));
    withoutId.setAuthTag(value.subarray(-16));
    withoutId.update(value.subarray(21, -16));
    expect(() => withoutId.final()).toThrow();
  });

  it('of another key or a newer form belongs to somebody else', () => {
    expect(openSession(sealSession(session, testKeys('B')), 's', keys)).toEqual({ kind: 'unknown-key' });
    expect(openSession(sealSession(session, keys, 2), 's', keys)).toEqual({ kind: 'newer' });
  });

  it('is of no use after any change', () => {
    const value = sealSession(session, keys);
    fc.assert(
      fc.property(fc.nat({ max: value.length - 1 }), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Buffer.from(value);
        changed[index] = (changed[index] ?? 0) ^ mask;
        expect(openSession(changed, 's', keys).kind).not.toBe('session');
        expect(openSession(value.subarray(0, index), 's', keys).kind).not.toBe('session');
      }),
    );
  });

  it('is never an error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(openSession(Buffer.from(bytes), 's', keys).kind).not.toBe('session');
      }),
    );
    expect(openSession(Buffer.alloc(MAX_SEALED_BYTES + 1, 1), 's', keys)).toEqual({ kind: 'damaged' });
  });

  it('loses a last response that is too long, and no turn', () => {
    const long = { ...session, lastResponse: { ...lastResponse, text: 'x'.repeat(MAX_SEALED_BYTES) } };
    const value = sealSession(long, keys);
    expect(value.length).toBeLessThan(MAX_SEALED_BYTES);
    expect(openSession(value, 's', keys)).toEqual({
      kind: 'session',
      session: { ...session, lastResponse: undefined, lastKey: undefined },
    });
  });
});
