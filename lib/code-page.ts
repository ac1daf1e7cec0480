import { UPPER_HALVES } from './code-page-tables.ts';

/** Names of TextDecoder for code pages that it knows: the two-byte ones, and those of Windows' own programs. */
const ENCODINGS: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [54_936, 'gb18030'],
  [65_001, 'utf-8'],
]);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of bytes if they are UTF-8; undefined if they are not. A byte order mark is removed. */
export function tryDecodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Decodes the output of a Windows program. Bytes that the code page does not define become U+FFFD.
 *
 * @param codePage for example 850 (western Europe) or 932 (Japan); an unknown one is taken for Latin-1
 */
export function decodeCodePage(bytes: Uint8Array, codePage: number): string {
  const upperHalf = UPPER_HALVES.get(codePage);
  if (upperHalf !== undefined) {
    return Array.from(bytes, (byte) =>
      byte < 0x80 ? String.fromCharCode(byte) : upperHalf.charAt(byte - 0x80),
    ).join('');
  }
  const isWindows = codePage >= 1250 && codePage <= 1258;
  const name = ENCODINGS.get(codePage) ?? (isWindows ? `windows-${codePage}` : 'latin1');
  return new TextDecoder(name).decode(bytes);
}
