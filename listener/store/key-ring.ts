import { createHash } from 'node:crypto';

/** The keys that encrypt what listeners share in the session store. */

/** One AES-256 key. */
interface StoreKey {
  /** First bytes of the key's SHA-256: names the key that encrypted a value, without telling anything about it. */
  readonly id: Buffer;
  readonly bytes: Buffer;
}

/** The first key encrypts; each of them decrypts, so that a key can be replaced while listeners run. */
export type KeyRing = readonly [StoreKey, ...StoreKey[]];

const KEY_ID_BYTES = 8;
const KEY_BYTES = 32;
const MAX_KEYS = 16;
const BASE64_KEY = /^[A-Za-z0-9+/_-]{43}=?$/;

/**
 * Parses a key file: a key a line, 32 bytes in Base64; empty lines and comments after `#` are skipped.
 *
 * @throws Error with the reason; it never contains a part of a key
 */
export function parseKeyFile(text: string): KeyRing {
  const keys: StoreKey[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [entry = ''] = line.split('#', 1);
    const encoded = entry.trim();
    if (encoded === '') continue;
    if (!BASE64_KEY.test(encoded)) throw new Error(`line ${index + 1} is not a key of 32 bytes in Base64`);
    if (keys.length === MAX_KEYS) throw new Error(`it has more than ${MAX_KEYS} keys`);
    keys.push(toKey(Buffer.from(encoded, 'base64'), index + 1));
  }
  const [current, ...former] = keys;
  if (current === undefined) throw new Error('it contains no key');
  return [current, ...former];
}

function toKey(bytes: Buffer, line: number): StoreKey {
  if (bytes.length !== KEY_BYTES) throw new Error(`line ${line} is not a key of 32 bytes in Base64`);
  if (bytes.every((byte) => byte === bytes[0])) throw new Error(`line ${line} is not a random key`);
  return { id: createHash('sha256').update(bytes).digest().subarray(0, KEY_ID_BYTES), bytes };
}
