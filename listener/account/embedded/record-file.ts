import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../../lib/atomic-file.ts';
import { ensurePrivateFolder } from '../../../lib/private-file.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';

/** The account's folder for files being written; outside every QM file, so that none is read as a record. */
export const WRITING_FOLDER = '.writing';
/** After this long a file there belongs to a process that died. */
const ABANDONED_AFTER_MS = 10 * 60_000;

/**
 * Writes a record's file atomically. `accountFolder` is on the same volume as `target`.
 *
 * @param syncsFolder whether the folder is synced too; otherwise the caller syncs it once for many files, and has called
 *   `writingFolder`
 */
export async function writeRecordFile(
  accountFolder: string,
  target: string,
  text: QmText,
  syncsFolder = true,
): Promise<void> {
  const temporaryFolder = syncsFolder ? writingFolder(accountFolder) : join(accountFolder, WRITING_FOLDER);
  await replaceFile(target, Buffer.from(text, 'latin1'), { temporaryFolder, syncsFolder });
}

/** Creates the folder for files being written if it is missing, and returns its path. */
export function writingFolder(accountFolder: string): string {
  const folder = join(accountFolder, WRITING_FOLDER);
  ensurePrivateFolder(folder);
  return folder;
}

/** Removes unfinished files of processes that died. */
export async function removeAbandoned(accountFolder: string, now: number): Promise<void> {
  const folder = join(accountFolder, WRITING_FOLDER);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = join(folder, name);
    const info = await stat(file).catch(() => undefined);
    if (info !== undefined && now - info.mtimeMs > ABANDONED_AFTER_MS)
      await rm(file, { recursive: true, force: true });
  }
}

/**
 * A record as QM stores it in a DIRECTORY file (docs/qmclient.md §1.6): one field per line, each followed by LF; value and
 * subvalue marks are unchanged. Throws BAD_VALUE for a record with a line feed, which could not be read back.
 */
export function encodeRecord(record: QmText): QmText {
  if (record.includes('\n')) throw new AccountError('BAD_VALUE', 'a record may not hold a line feed');
  return `${record.replaceAll(MARK.field, '\n')}\n`;
}

/** The inverse of `encodeRecord`; a file edited by hand may lack the last LF. */
export function decodeRecord(text: QmText): QmText {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return body.replaceAll('\n', MARK.field);
}
