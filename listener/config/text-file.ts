import { fromQmText } from '../account/text.ts';

/**
 * A configuration file's characters, whatever editor saved it: UTF-8, UTF-16 as Windows PowerShell's `>`
 * writes it, or else Latin-1. A byte order mark is removed.
 */
export function decodeTextFile(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text =
    buffer[0] === 0xff && buffer[1] === 0xfe
      ? buffer.toString('utf16le')
      : fromQmText(buffer.toString('latin1'));
  return text.replace(/^\ufeff/, '');
}

/** Why a file could not be read, in words, from Node's error. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return `${WORDS[code] ?? 'it cannot be opened'} (${code})`;
}

/** Whether the error says that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  EBUSY: 'another program holds it',
};
