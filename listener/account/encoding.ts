import { type QmText, toQmText } from './text.ts';

/** How an account encodes characters past ASCII; `auto` detects it from the texts read. */
export type EncodingSetting = 'auto' | 'utf-8' | 'latin-1';

/** Bytes 0x80 to 0x9F in Windows-1252; Node's own `latin1` decoder reads them as control characters. */
const WINDOWS_LETTERS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const utf8 = new TextDecoder('utf-8');
const LATIN1_BYTES: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).map((byte) => [latin1Text(byte), byte]),
);

const HIGH = /[\u0080-\u00ff]/;
/** A run of bytes that are neither ASCII nor marks. */
const HIGH_RUNS = /[\u0080-\u00fa]+/g;
/** ÿ, û and ü in Latin-1. To QM, û and ü are marks inside a value. */
const LETTER_MARKS = /[\u00fb\u00fc\u00ff]/;
/** ý and þ in Latin-1: QM always separates values and fields there, so no value can contain them. */
const DIVIDERS = /[\u00fd\u00fe]/;

/**
 * How the texts of one account are decoded, and how a text is encoded in a statement so that QM finds it. Bytes that
 * are marks in QM are letters in Latin-1: FC is ü, FB û and FF ÿ. In a Latin-1 account they are read as letters;
 * elsewhere as marks, since UTF-8 never contains them.
 */
export class Encoding {
  readonly #setting: EncodingSetting;
  #seenLatin1 = false;
  #seenUtf8 = false;

  constructor(setting: EncodingSetting = 'auto') {
    this.#setting = setting;
  }

  /** Whether the account is in Latin-1: by its setting, or by everything read from it so far. */
  get isLatin1(): boolean {
    if (this.#setting !== 'auto') return this.#setting === 'latin-1';
    return this.#seenLatin1 && !this.#seenUtf8;
  }

  /** Learns from a text of the account; takes time in proportion to its length. */
  observe(text: QmText): void {
    if (this.#setting !== 'auto' || this.#seenUtf8 || !HIGH.test(text)) return;
    for (const [run] of text.matchAll(HIGH_RUNS)) {
      if (isUtf8(run)) this.#seenUtf8 = true;
      else this.#seenLatin1 = true;
    }
  }

  /** Decodes a text that has no value or field marks. */
  decode(text: QmText): string {
    if (!HIGH.test(text)) return text;
    const bytes = Buffer.from(text, 'latin1');
    if (this.#setting === 'utf-8') return utf8.decode(bytes);
    if (this.#setting === 'latin-1') return latin1Text(text);
    try {
      return strictUtf8.decode(bytes);
    } catch {
      return latin1Text(text);
    }
  }

  /** The byte sequences a text may be stored as, likeliest first; empty if this account cannot store it. */
  spellings(text: string): readonly QmText[] {
    const written = toQmText(text);
    if (written === text || this.#setting === 'utf-8') return [written];
    const single = this.#singleBytes(text);
    if (this.#setting === 'latin-1') return single === undefined ? [] : [single];
    return single === undefined ? [written] : [written, single];
  }

  #singleBytes(text: string): QmText | undefined {
    const bytes = Array.from(text, (letter) => LATIN1_BYTES.get(letter)).join('');
    if (bytes.length !== text.length || DIVIDERS.test(bytes)) return undefined;
    return LETTER_MARKS.test(bytes) && !this.isLatin1 ? undefined : bytes;
  }
}

function latin1Text(bytes: QmText): string {
  return bytes.replaceAll(/[\u0080-\u009f]/g, (byte) => WINDOWS_LETTERS.charAt(byte.charCodeAt(0) - 0x80));
}

function isUtf8(bytes: QmText): boolean {
  try {
    strictUtf8.decode(Buffer.from(bytes, 'latin1'));
    return true;
  } catch {
    return false;
  }
}
