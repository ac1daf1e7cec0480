import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proofOf } from '../../lib/keyed-hashes.ts';
import { ControlError } from './control-error.ts';
import { answerHello, type ListenerHandshake, readHello, readWelcome } from './handshake.ts';

const key = Buffer.alloc(32, 7);
const meeting: ListenerHandshake = { key, pid: 4711, nonce: 'b'.repeat(32), by: 'cli', ownPid: 1 };
const hello = {
  type: 'hello',
  product: 'hal-listener',
  version: 1,
  release: '0.1.0',
  pid: 4711,
  nonce: 'a'.repeat(32),
} as const;

function kindOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ControlError) return error.kind;
    throw error;
  }
}

it('meets a listener that holds the key', () => {
  expect(readHello(JSON.stringify(hello), meeting)).toEqual(hello);
  const { proof } = answerHello(hello, meeting);
  expect(proof).toMatch(/^[0-9a-f]{64}$/);
  const listenerKey = proofOf(key, {
    role: 'listener',
    pid: 4711,
    listenerNonce: hello.nonce,
    peerNonce: meeting.nonce,
  });
  expect(
    kindOf(() => readWelcome(JSON.stringify({ type: 'welcome', proof: listenerKey }), hello, meeting)),
  ).toBe(undefined);
  // Our own proof sent back proves nothing.
  expect(kindOf(() => readWelcome(JSON.stringify({ type: 'welcome', proof }), hello, meeting))).toBe(
    'impostor',
  );
});

it('names another version, another process and a refusal', () => {
  expect(kindOf(() => readHello(JSON.stringify({ ...hello, version: 2 }), meeting))).toBe('version');
  expect(kindOf(() => readHello(JSON.stringify({ ...hello, pid: 1 }), meeting))).toBe('impostor');
  const rejection = (code: string) => JSON.stringify({ type: 'refused', code, message: 'no' });
  expect(kindOf(() => readWelcome(rejection('BAD_PROOF'), hello, meeting))).toBe('not-admitted');
  expect(kindOf(() => readWelcome(rejection('VERSION'), hello, meeting))).toBe('version');
});

it('throws its own error for every other text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      expect(kindOf(() => readHello(line, meeting))).toBe('garbled');
      expect(kindOf(() => readWelcome(line, hello, meeting))).toBe('garbled');
    }),
  );
});
