import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a proof is bound to, so that none fits another listener, another meeting or the other direction. */
export interface ProofOf {
  /** Whose proof it is. */
  readonly role: 'listener' | 'peer';
  /** Of the listener: a proof relayed to another listener's endpoint does not fit there. */
  readonly pid: number;
  /** Both nonces, hex. */
  readonly listenerNonce: string;
  readonly peerNonce: string;
}

/** HMAC-SHA256 over the meeting, as hex. */
export function proofOf(key: Uint8Array, { role, pid, listenerNonce, peerNonce }: ProofOf): string {
  const meeting = ['hal-listener control', role, pid, listenerNonce, peerNonce].join('\n');
  return createHmac('sha256', key).update(meeting).digest('hex');
}

/** Compares in a time that does not tell how much was right. */
export function proves(given: string, key: Uint8Array, meeting: ProofOf): boolean {
  const expected = Buffer.from(proofOf(key, meeting));
  const shown = Buffer.from(given);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
}
