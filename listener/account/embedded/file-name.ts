import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';

/**
 * How QM names the file of a record in a DIRECTORY file (docs/qmclient.md §1.6): a leading `.` or `~` and characters that
 * file systems do not allow are encoded as `%` and a letter, all others are unchanged. `%` itself becomes `%P`, so the
 * mapping is reversible.
 */
const LETTER_OF: Readonly<Record<string, string>> = {
  '*': 'A',
  ',': 'C',
  '=': 'E',
  '>': 'G',
  '<': 'L',
  '%': 'P',
  '/': 'S',
  '+': 'V',
  ':': 'X',
  ';': 'Y',
  '?': 'Z',
  '\\': 'B',
  '"': 'Q',
};
const CHARACTER_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LETTER_OF).map(([character, letter]) => [letter, character]),
);
const LEADING: Readonly<Record<string, string>> = { '.': '%d', '~': '%t' };

/** Bytes: QM's default MAXIDLEN. */
const MAX_ID = 63;
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$)(?:\.|$)/i;

/**
 * The file name of a record id. On every system it throws BAD_ID for an empty id, one over 63 bytes, bytes outside 0x20 to
 * 0x7E, `|` (which QM does not encode) and names that Windows reserves or changes (`NUL`, `COM1.txt`, a dot or space at
 * the end), so that a folder can be moved to any machine. Two ids that differ only in case are one record on a file system
 * that ignores case (Windows, macOS), as in QM.
 */
export function fileNameOf(id: QmText): string {
  if (isPlain(id)) return id;
  if (id.length === 0 || id.length > MAX_ID) throw badId(`a record id has 1 to ${MAX_ID} bytes`);
  if (!/^[\x20-\x7e]+$/.test(id)) throw badId('a record id may hold printable ASCII characters only');
  if (id.includes('|')) throw badId('a record id may not hold | (Windows has no file names with it)');
  const first = LEADING[id.charAt(0)] ?? encodeCharacter(id.charAt(0));
  const rest = Array.from(id.slice(1), encodeCharacter).join('');
  const name = first + rest;
  if (!isPortable(name)) throw badId('a record id may not be a name that the file system reserves');
  return name;
}

/** The record id of a file name; undefined if no record has that name, such as a temporary or hidden file. */
export function idOf(name: string): QmText | undefined {
  if (isPlain(name)) return name;
  const leading = Object.entries(LEADING).find(([, code]) => name.startsWith(code));
  const rest = leading === undefined ? name : name.slice(leading[1].length);
  const id = (leading?.[0] ?? '') + rest.replace(/%([A-Z])/g, (code, letter) => CHARACTER_OF[letter] ?? code);
  return isId(id) && fileNameOf(id) === name ? id : undefined;
}

/** Whether an id needs no encoding. Most ids do not, and a large file has very many. */
function isPlain(text: string): boolean {
  return text.length <= MAX_ID && /^[A-Za-z0-9]+$/.test(text) && !DEVICE.test(text);
}

/** Whether a QM file of this name may be a folder here: letters, digits, `.`, `_`, `-` and `$`. */
export function isQmFileName(name: string): boolean {
  return /^[A-Za-z0-9$][A-Za-z0-9._$-]{0,62}$/.test(name) && isPortable(name) && !name.endsWith('.DIC');
}

function encodeCharacter(character: string): string {
  const letter = LETTER_OF[character];
  return letter === undefined ? character : `%${letter}`;
}

function isPortable(name: string): boolean {
  return !DEVICE.test(name) && !/[. ]$/.test(name);
}

function isId(id: QmText): boolean {
  try {
    return fileNameOf(id) !== '';
  } catch {
    return false;
  }
}

function badId(message: string): AccountError {
  return new AccountError('BAD_ID', message);
}
