import written from '../english-words.json' with { type: 'json' };

/**
 * The words of English, so that none is taken for a typing error of another: "pavement" is no "payment". Kept as a
 * Bloom filter, a sixth of the list's size: of what is no word, three in a thousand are taken for one, and are left as
 * they were written. `npm run english-words` writes it.
 */

/** Places that a word has in the filter. */
const PLACES = 8;

/** Decoded for the first word, since a start needs none. */
let decoded: Buffer | undefined;

function bitsOfEnglish(): Buffer {
  decoded ??= Buffer.from(written.bits, 'base64');
  return decoded;
}

export function isEnglish(word: string): boolean {
  return isIn(bitsOfEnglish(), word);
}

/** "Miller", "Jonson": a name of its own, though not of this account. */
export function isEnglishName(word: string): boolean {
  return isIn(bitsOfEnglish(), nameKey(word));
}

/** A filter of these words and names. */
export function filterOf(words: readonly string[], names: readonly string[]): Buffer {
  const keys = [...words, ...names.map(nameKey)];
  // Twelve bits a word and eight places make three in a thousand.
  const bits = Buffer.alloc(Math.ceil((keys.length * 12) / 8));
  for (const key of keys) {
    for (const place of placesOf(key, bits))
      bits.writeUInt8(bits.readUInt8(place >> 3) | (1 << (place & 7)), place >> 3);
  }
  return bits;
}

function nameKey(word: string): string {
  return `^${word}`;
}

function isIn(bits: Buffer, key: string): boolean {
  return placesOf(key, bits).every((place) => (bits.readUInt8(place >> 3) & (1 << (place & 7))) !== 0);
}

function placesOf(key: string, { length }: Buffer): readonly number[] {
  const [first, step] = [hashOf(key, 0x811c9dc5), hashOf(key, 0x01000193) | 1];
  return Array.from({ length: PLACES }, (_, index) => (first + index * (step >>> 0)) % (length * 8));
}

/** FNV-1a. */
function hashOf(text: string, basis: number): number {
  let hash = basis;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
