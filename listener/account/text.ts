import type { Row } from '../../contract/hal.ts';
/**
 * QM works on bytes, not characters. Everywhere in `account/` a `QmText` is a string with one character per byte
 * (Latin-1), so that marks are single characters with every driver. Text is converted by the two functions below.
 * UTF-8 never contains the bytes 0xF8 to 0xFF, so no text from outside can forge a mark.
 */
export type QmText = string;

/** The marks that divide a record, as QmText. */
export const MARK = {
  item: '\u00ff',
  field: '\u00fe',
  value: '\u00fd',
  subvalue: '\u00fc',
  text: '\u00fb',
} as const;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Encodes text as UTF-8, one character per byte. */
export function toQmText(text: string): QmText {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * Decodes QM bytes. Valid UTF-8 is read as UTF-8, anything else as Latin-1 (an account filled by an old Windows
 * terminal). Split the text at its marks first: a mark byte makes the whole text invalid UTF-8.
 */
export function fromQmText(bytes: QmText): string {
  if (isAscii(bytes)) return bytes;
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return bytes;
  }
}

/** A byte order mark and the carriage return of a Windows line end, as an editor leaves them in a record. */
const CLUTTER = /\u00ef\u00bb\u00bf|\r/g;

/** Whether a text contains a byte order mark or a carriage return. */
export function hasClutter(text: QmText): boolean {
  return text.includes('\r') || text.includes('\u00ef\u00bb\u00bf');
}

/** Removes byte order marks and carriage returns. */
export function withoutClutter(text: QmText): QmText {
  return text.replace(CLUTTER, '');
}

/** @param isLatin1 whether all marks but the value mark are letters in this account (encoding.ts) */
export function hasInnerMarks(text: QmText, isLatin1: boolean): boolean {
  return isLatin1 ? text.includes(MARK.value) : /[\u00fb-\u00fd]/.test(text);
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) return false;
  }
  return true;
}

/** A field as text; several values are joined by commas. */
export function textOf(row: Row, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}
