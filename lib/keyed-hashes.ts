import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a proof is bound to, so that it is not valid for another listener, connection or direction. */
interface ProofContext {
  /** The side that sends the proof. */
  readonly role: 'listener' | 'peer';
  /** The listener's PID, so that a proof relayed to another listener's endpoint is not valid there. */
  readonly pid: number;
  /** Both nonces, hex. */
  readonly listenerNonce: string;
  readonly peerNonce: string;
}

/** HMAC-SHA256 over the context, as hex. */
export function proofOf(key: Uint8Array, { role, pid, listenerNonce, peerNonce }: ProofContext): string {
  const context = ['hal-listener control', role, pid, listenerNonce, peerNonce].join('\n');
  return createHmac('sha256', key).update(context).digest('hex');
}

/** Whether a proof is correct, compared in constant time. */
export function proves(proof: string, key: Uint8Array, context: ProofContext): boolean {
  const expected = Buffer.from(proofOf(key, context));
  const actual = Buffer.from(proof);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** A fingerprint of a secret, by which secrets can be compared without being stored. */
export type Fingerprint = (variable: string, secret: string) => string;

/**
 * Fingerprints under the control key of a home: HMAC-SHA256 as hex, so that a copy of `run/` without `control.key`
 * lets nobody guess a token or a password offline.
 */
export function fingerprinting(key: Uint8Array): Fingerprint {
  return (variable, secret) =>
    createHmac('sha256', key).update(`hal-listener secret\n${variable}\n${secret}`).digest('hex');
}

/** Compares two fingerprints in constant time. */
export function isSameFingerprint(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
