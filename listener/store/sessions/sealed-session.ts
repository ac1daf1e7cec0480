import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyedSession } from '../../protocol/session-state.ts';
import { formatSession, parseSession } from '../../protocol/stored-session.ts';
import type { KeyRing } from '../key-ring.ts';
import { withKeys } from './keyed-session.ts';

/**
 * A session as it is stored where others might read it: encrypted with AES-256-GCM and bound to its session id, so that the
 * value of one session is none of another. One byte for the form, the id of the key, the nonce, the ciphertext, the tag.
 */

/** Raise it for what an older version could not read. A newer form is left alone. */
const SEALED_FORM = 1;
/** A longer value is not read. */
export const MAX_SEALED_BYTES = 512 * 1024;

const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
const MIN_BYTES = HEAD_BYTES + NONCE_BYTES + TAG_BYTES;
const ALGORITHM = 'aes-256-gcm';

/** `newer` and `unknown-key` belong to another listener and are left alone; `damaged` is of no use to anybody. */
export type Opened =
  | { readonly kind: 'session'; readonly session: KeyedSession }
  | { readonly kind: 'newer' | 'unknown-key' | 'damaged' };

/** @param form for tests of a newer version */
export function sealSession(session: KeyedSession, [current]: KeyRing, form: number = SEALED_FORM): Buffer {
  const full = encode(session);
  // Only a last response can be so long: its text has a limit of a million bytes.
  const text =
    full.length <= MAX_TEXT_BYTES
      ? full
      : encode({ ...session, lastResponse: undefined, lastKey: undefined });
  const head = Buffer.concat([Buffer.from([form]), current.id]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, current.bytes, nonce);
  cipher.setAAD(associatedData(head, session.sessionId));
  return Buffer.concat([head, nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

const MAX_TEXT_BYTES = MAX_SEALED_BYTES - MIN_BYTES;

function encode(session: KeyedSession): Buffer {
  // Ages are measured by the store, which lets sessions expire.
  return Buffer.from(formatSession({ ...session, at: 0 }));
}

/** Never throws, whatever the value holds. */
export function openSession(value: Buffer, sessionId: string, keys: KeyRing): Opened {
  const [form] = value;
  if (form === undefined || form < 1 || value.length < MIN_BYTES || value.length > MAX_SEALED_BYTES)
    return DAMAGED;
  if (form > SEALED_FORM) return { kind: 'newer' };
  const head = value.subarray(0, HEAD_BYTES);
  const key = keys.find(({ id }) => id.equals(head.subarray(1)));
  if (key === undefined) return { kind: 'unknown-key' };
  try {
    const nonce = value.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key.bytes, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData(head, sessionId));
    decipher.setAuthTag(value.subarray(-TAG_BYTES));
    const text = Buffer.concat([
      decipher.update(value.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
    const { at: _, ...session } = parseSession(text.toString());
    return session.sessionId === sessionId ? { kind: 'session', session: withKeys(session) } : DAMAGED;
  } catch {
    return DAMAGED;
  }
}

const DAMAGED = { kind: 'damaged' } as const;

function associatedData(head: Buffer, sessionId: string): Buffer {
  return Buffer.concat([Buffer.from('hal-session\0'), head, Buffer.from(sessionId)]);
}
