import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { QmText } from '../text.ts';

/** The account's own folder for files being written; outside every QM file, so none is ever read as a record. */
export const WRITING_FOLDER = '.writing';
/** Milliseconds after which a file there belongs to a process that died. */
const ABANDONED = 10 * 60_000;
const RENAME_TRIES = 5;

let serial = 0;

/**
 * Writes a file whole or not at all: to a temporary name, on to the disk, then renamed over the old one. A crash
 * leaves the old text or the new one. `accountFolder` is on the same volume as `target`.
 */
export async function writeWhole(accountFolder: string, target: string, text: QmText): Promise<void> {
  const folder = join(accountFolder, WRITING_FOLDER);
  await mkdir(folder, { recursive: true });
  serial += 1;
  const temporary = join(folder, `${process.pid}-${serial}`);
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(text, 'latin1');
    await file.sync();
  } finally {
    await file.close();
  }
  await renameOver(temporary, target);
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

/** On Windows a rename fails while a virus scanner or an editor holds the target: it lets go soon. */
async function renameOver(temporary: string, target: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(temporary, target);
      return;
    } catch (error) {
      if (attempt === RENAME_TRIES || !isHeld(error)) {
        await rm(temporary, { force: true });
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

function isHeld(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
}
