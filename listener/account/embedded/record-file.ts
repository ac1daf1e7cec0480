import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../../lib/atomic-file.ts';
import { ensurePrivateFolder } from '../../../lib/private-file.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText } from '../text.ts';

/** The account's own folder for files being written; outside every QM file, so none is ever read as a record. */
export const WRITING_FOLDER = '.writing';
/** Milliseconds after which a file there belongs to a process that died. */
const ABANDONED = 10 * 60_000;

/**
 * Writes a record's file whole or not at all. `accountFolder` is on the same volume as `target`.
 *
 * @param syncsFolder whether its name is put on the disk too; else the caller does so for many, and has called
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

/** Where files are being written, made if it is not there. */
export function writingFolder(accountFolder: string): string {
  const folder = join(accountFolder, WRITING_FOLDER);
  ensurePrivateFolder(folder);
  return folder;
}

/** Removes what a process that died left half written. */
export async function removeAbandoned(accountFolder: string, now: number): Promise<void> {
  const folder = join(accountFolder, WRITING_FOLDER);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = join(folder, name);
    const info = await stat(file).catch(() => undefined);
    if (info !== undefined && now - info.mtimeMs > ABANDONED)
      await rm(file, { recursive: true, force: true });
  }
}

/**
 * A record as QM keeps it in a DIRECTORY file (docs/qmclient.md §1.6): a field a line, LF after the last
 * one too; value and subvalue marks stay as they are. A record with a line feed could not be read back as it was,
 * so it is refused with BAD_VALUE.
 */
export function encodeRecord(record: QmText): QmText {
  if (record.includes('\n')) throw new AccountError('BAD_VALUE', 'a record may not hold a line feed');
  return `${record.replaceAll(MARK.field, '\n')}\n`;
}

/** The exact inverse of `encodeRecord`; a file edited by hand may lack the last LF. */
export function decodeRecord(text: QmText): QmText {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return body.replaceAll('\n', MARK.field);
}
