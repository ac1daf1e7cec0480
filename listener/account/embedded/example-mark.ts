import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../../lib/atomic-file.ts';
import { readTextFile } from '../../../lib/read-file.ts';
import type { QmText } from '../text.ts';
import type { QmFile } from './account-folder.ts';

/**
 * Remembers which files were filled with the invented example, with a digest of their contents: the first records that a
 * user loads into such a file replace the example, unless somebody has changed it since.
 */
export const MARK_FILE = '.example.json';
/** A file with more records than this cannot be the example, so it need not be read. */
const MAX_EXAMPLE_RECORDS = 500;
const MARK = z.record(z.string(), z.string());

/** Writes the mark for files just filled, as part of filling a new account's folder. */
export async function markExample(folder: string, files: Iterable<QmFile>): Promise<void> {
  const mark = Object.fromEntries([...files].map((file) => [file.name, digest(file)]));
  await replaceFile(join(folder, MARK_FILE), `${JSON.stringify(mark, null, 2)}\n`);
}

/** Whether a file is still exactly the example. */
export async function isExample(folder: string, file: QmFile): Promise<boolean> {
  return (await readMark(folder))[file.name] === digest(file);
}

/** Whether a file may still be the example, by the number of its records alone. */
export async function mayBeExample(folder: string, name: string): Promise<boolean> {
  const records = await readdir(join(folder, name)).catch(() => []);
  return records.length > 0 && records.length <= MAX_EXAMPLE_RECORDS;
}

/** The names of the files that were filled with the example, whatever they contain now. */
export async function markedFiles(folder: string): Promise<readonly string[]> {
  return Object.keys(await readMark(folder));
}

async function readMark(folder: string): Promise<Readonly<Record<string, string>>> {
  try {
    return MARK.parse(JSON.parse(await readTextFile(join(folder, MARK_FILE))));
  } catch {
    // A missing or damaged mark means no example, so that no record is ever deleted because of it.
    return {};
  }
}

function digest({ data, dictionary }: QmFile): string {
  const hash = createHash('sha256');
  for (const [part, folder] of Object.entries({ data, dictionary })) {
    const texts: readonly (readonly [QmText, QmText])[] = folder.all().map(({ id, text }) => [id, text]);
    hash.update(JSON.stringify([part, [...texts].sort(([a], [b]) => (a < b ? -1 : 1))]));
  }
  return hash.digest('hex');
}
