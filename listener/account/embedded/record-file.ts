import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../../../lib/atomic-file.ts';
import { ensurePrivateFolder } from '../../../lib/private-folder.ts';
import type { QmText } from '../text.ts';

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
