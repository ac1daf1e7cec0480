import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';

/**
 * How QM names the file of a record in a DIRECTORY file (docs/qmclient.md §1.6): a leading `.` or `~` and
 * the characters no file system takes are written as `%` and a letter, every other character stands for itself.
 * `%` itself is written `%P`, so the mapping can always be undone.
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
 * The file name of a record id. Refused with BAD_ID: an empty id, one over 63 bytes, bytes outside 0x20 to 0x7E,
 * `|` (which QM leaves as it is) and names Windows keeps for devices or would change (`NUL`, `COM1.txt`, a dot or space at the end), on every
 * system, so that a folder can always be carried to another machine. Two ids that differ only in case are two
 * records where the file system tells them apart and one record where it does not (Windows, macOS), as in QM.
 */
export function fileNameOf(id: QmText): string {
  if (isPlain(id)) return id;
  if (id.length === 0 || id.length > MAX_ID) throw badId(`a record id has 1 to ${MAX_ID} bytes`);
  if (!/^[\x20-\x7e]+$/.test(id)) throw badId('a record id may hold printable ASCII characters only');
  if (id.includes('|')) throw badId('a record id may not hold | (Windows has no file names with it)');
  const first = LEADING[id.charAt(0)] ?? written(id.charAt(0));
  const rest = Array.from(id.slice(1), written).join('');
  const name = first + rest;
  if (!isPortable(name)) throw badId('a record id may not be a name the file system keeps for itself');
  return name;
}

/** The record id of a file name; undefined where the name is none of ours, as a temporary or hidden file's. */
export function idOf(name: string): QmText | undefined {
  if (isPlain(name)) return name;
  const leading = Object.entries(LEADING).find(([, code]) => name.startsWith(code));
  const rest = leading === undefined ? name : name.slice(leading[1].length);
  const id = (leading?.[0] ?? '') + rest.replace(/%([A-Z])/g, (code, letter) => CHARACTER_OF[letter] ?? code);
  return isId(id) && fileNameOf(id) === name ? id : undefined;
}

/** Letters and digits stand for themselves: most ids are no more, and a large file has very many. */
function isPlain(text: string): boolean {
  return text.length <= MAX_ID && /^[A-Za-z0-9]+$/.test(text) && !DEVICE.test(text);
}

/** Whether a QM file of this name may be a folder here: letters, digits, `.`, `_`, `-` and `$`. */
export function isQmFileName(name: string): boolean {
  return /^[A-Za-z0-9$][A-Za-z0-9._$-]{0,62}$/.test(name) && isPortable(name) && !name.endsWith('.DIC');
}

function written(character: string): string {
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
