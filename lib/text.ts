import { FileError } from './file-error.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const utf16le = new TextDecoder('utf-16le');
const utf16be = new TextDecoder('utf-16be');

/**
 * The characters of a text file's bytes, whatever editor saved it: UTF-8, UTF-16 with a byte order mark as Windows
 * PowerShell's `>` writes it, or else Latin-1. A byte order mark is removed.
 *
 * @param file its name, for the error
 * @throws FileError where it holds NUL bytes: it is UTF-16 without a mark, or no text
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16le.decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16be.decode(bytes);
  if (bytes.includes(0)) {
    const isUtf16 = bytes.length % 2 === 0 && (bytes[0] === 0 || bytes[1] === 0);
    const words = isUtf16
      ? 'it looks like UTF-16 without a byte order mark: save it as UTF-8'
      : 'it holds NUL bytes, so it is no text';
    throw new FileError(file, 'NOT_TEXT', words);
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}
