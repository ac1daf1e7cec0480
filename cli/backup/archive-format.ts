/**
 * The format of a backup: a zip file whose last entry is `manifest.json`, closed by a comment with the SHA-256 digest of
 * everything before it. So any program opens it, and a changed byte is found wherever it is.
 */

/** The comment, without its digest. */
const COMMENT = 'hal-listener backup, sha256 ';
export const COMMENT_LENGTH = COMMENT.length + 64;
/** Bytes of a zip's last record, without its comment (APPNOTE.TXT 4.3.16). */
export const END_LENGTH = 22;
/** Where that record says how long the comment is. */
export const COMMENT_LENGTH_OFFSET = 20;

export const MANIFEST_ENTRY = 'manifest.json';

/** Zip without its extension for large files holds up to 4 GiB. */
export const MAX_ARCHIVE_BYTES = 2 ** 32 - 1;
export const MAX_ENTRIES = 10_000;

/** Names in a backup: relative, without `..`, and the same on every system. */
const NAME = /^[A-Za-z0-9$_][A-Za-z0-9$_.-]{0,99}(?:\/[A-Za-z0-9$_][A-Za-z0-9$_.-]{0,99}){0,3}$/;

export function isEntryName(name: string): boolean {
  return NAME.test(name);
}

export function commentOf(sha256: string): Buffer {
  return Buffer.from(`${COMMENT}${sha256}`, 'latin1');
}
