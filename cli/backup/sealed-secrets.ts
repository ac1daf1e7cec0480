import { createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { BackupError } from './backup-error.ts';

/**
 * Secrets under a passphrase. The bytes, which docs/backup.md describes:
 *
 *   8   `HALSEAL1`
 *   3   scrypt's cost: log2 of N, r, p
 *   16  scrypt's salt
 *   12  nonce of AES-256-GCM, whose additional data are all bytes before the text
 *   ..  the text, encrypted
 *   16  GCM's tag
 */
const MAGIC = Buffer.from('HALSEAL1', 'latin1');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = MAGIC.length + 3 + SALT_BYTES + NONCE_BYTES;

interface Cost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and about half a second. */
const COST: Cost = { log2N: 17, r: 8, p: 1 };
/** A file that asks for more is refused, since it could take all memory: 512 MiB. */
const MAX_COST: Cost = { log2N: 19, r: 8, p: 4 };

/** Secrets are passwords and key files, so this is much more than any home has. */
export const MAX_SEALED_BYTES = 4 * 1024 * 1024;

const MIN_PASSPHRASE_LENGTH = 8;

const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** Encrypts a text. @param cost tests use a lower one @throws BackupError if the passphrase is too short, or the text too long */
export async function seal(text: string, passphrase: string, cost: Cost = COST): Promise<Buffer> {
  if ([...passphrase].length < MIN_PASSPHRASE_LENGTH)
    throw new BackupError(`A passphrase has at least ${MIN_PASSPHRASE_LENGTH} characters.`);
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const header = Buffer.concat([MAGIC, Buffer.from([cost.log2N, cost.r, cost.p]), salt, nonce]);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, cost), nonce);
  cipher.setAAD(header);
  const sealed = Buffer.concat([header, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  if (sealed.length <= MAX_SEALED_BYTES) return sealed;
  throw new BackupError('The secrets are larger than a backup can hold: a key file is no key file.');
}

/** Decrypts it. @throws BackupError if the passphrase is wrong, or the bytes are none that `seal` makes */
export async function unseal(sealed: Buffer, passphrase: string): Promise<string> {
  const header = sealed.subarray(0, HEADER_BYTES);
  const [log2N = 0, r = 0, p = 0] = header.subarray(MAGIC.length);
  const isOurs = sealed.length >= HEADER_BYTES + TAG_BYTES && header.subarray(0, MAGIC.length).equals(MAGIC);
  const isUsable =
    log2N >= 1 && log2N <= MAX_COST.log2N && r >= 1 && r <= MAX_COST.r && p >= 1 && p <= MAX_COST.p;
  if (!isOurs || !isUsable)
    throw new BackupError('The secrets in the backup are in a form that this version does not know.');
  const salt = header.subarray(MAGIC.length + 3, MAGIC.length + 3 + SALT_BYTES);
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await keyOf(passphrase, salt, { log2N, r, p }),
    header.subarray(HEADER_BYTES - NONCE_BYTES),
    { authTagLength: TAG_BYTES },
  );
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    throw new BackupError('The passphrase is wrong.');
  }
}

/** The same letters are the same passphrase, however a keyboard composes them. */
function keyOf(passphrase: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N;
  return deriveKey(passphrase.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r });
}
