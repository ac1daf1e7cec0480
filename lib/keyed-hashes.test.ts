import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { PROOF } from '../contract/control.ts';
import { proofOf, proves } from './keyed-hashes.ts';

const key = randomBytes(32);
const meeting = {
  role: 'peer',
  pid: 4711,
  listenerNonce: 'a'.repeat(32),
  peerNonce: 'b'.repeat(32),
} as const;

it('accepts the proof of the same meeting and of no other', () => {
  const proof = proofOf(key, meeting);
  expect(PROOF.shape.proof.safeParse(proof).success).toBe(true);
  expect(proves(proof, key, meeting)).toBe(true);
  expect(proves(proof, randomBytes(32), meeting)).toBe(false);
  expect(proves(proof, key, { ...meeting, role: 'listener' })).toBe(false);
  expect(proves(proof, key, { ...meeting, pid: 4712 })).toBe(false);
  expect(proves(proof, key, { ...meeting, listenerNonce: 'c'.repeat(32) })).toBe(false);
  expect(proves(proof, key, { ...meeting, peerNonce: 'c'.repeat(32) })).toBe(false);
});

it('refuses a proof of another length without throwing', () => {
  for (const given of ['', 'ff', `${proofOf(key, meeting)}0`, 'ü'.repeat(64)]) {
    expect(proves(given, key, meeting)).toBe(false);
  }
});
