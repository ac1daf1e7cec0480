import { createHmac, timingSafeEqual } from 'node:crypto';

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
