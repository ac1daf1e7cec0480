import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Hello } from '../../contract/control.ts';
import { proofOf, proves } from '../../lib/keyed-hashes.ts';
import { checkProof, FailedProofs } from './peer.ts';

const key = randomBytes(32);
const hello: Hello = {
  type: 'hello',
  product: 'hal-listener',
  version: 1,
  release: '0.1.0',
  pid: 4711,
  nonce: 'a'.repeat(32),
};
const peerNonce = 'b'.repeat(32);
const meeting = { pid: 4711, listenerNonce: hello.nonce, peerNonce };

function answer(changes: object = {}, withKey: Uint8Array = key): string {
  const proof = proofOf(withKey, { ...meeting, role: 'peer' });
  return JSON.stringify({
    type: 'proof',
    version: 1,
    nonce: peerNonce,
    proof,
    by: 'cli',
    pid: 1,
    ...changes,
  });
}

it('admits a peer that has the key, and proves to have it too', () => {
  const verdict = checkProof(answer(), key, hello);
  expect(verdict).toMatchObject({ admitted: true, by: 'cli', pid: 1 });
  expect(verdict.admitted && proves(verdict.proof, key, { ...meeting, role: 'listener' })).toBe(true);
});

it('refuses another key, an echo of our own proof, and another version by name', () => {
  expect(checkProof(answer({}, randomBytes(32)), key, hello)).toMatchObject({ code: 'BAD_PROOF' });
  const echo = proofOf(key, { ...meeting, role: 'listener' });
  expect(checkProof(answer({ proof: echo }), key, hello)).toMatchObject({ code: 'BAD_PROOF' });
  const newer = checkProof('{"type":"proof","version":2,"in":"another shape"}', key, hello);
  expect(newer).toMatchObject({ code: 'VERSION', message: expect.stringMatching(/version 1 .* version 2/) });
});

it('refuses everything else without throwing', () => {
  for (const line of ['GET / HTTP/1.1', '{}', 'null', answer({ nonce: 'x' }), answer({ proof: 7 })]) {
    expect(checkProof(line, key, hello)).toMatchObject({ admitted: false, code: 'NO_PROOF' });
  }
  const line = fc.oneof(fc.string(), fc.json());
  fc.assert(fc.property(line, (text) => void expect(checkProof(text, key, hello).admitted).toBe(false)));
});

it('doubles the wait up to five seconds, and forgets after a quiet minute', () => {
  const wrong = new FailedProofs();
  const delays = Array.from({ length: 7 }, (_, index) => wrong.add(index));
  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  expect(wrong.add(60_000)).toBe(5_000);
  expect(wrong.add(120_001)).toBe(250);
});
