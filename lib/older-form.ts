import { statSync } from 'node:fs';
import { copyOfForm, type FileForm, formNumber } from '../contract/file-form.ts';
import { publishFileSync } from './atomic-file.ts';
import { isAbsent } from './file-error.ts';
import { readTextFileSync } from './read-file.ts';
import { tryParseJson } from './text.ts';

/**
 * Keeps a file of an older form beside itself, before it is written in the current one. A copy that is there already stays:
 * it is what the older version wrote last. A file that is missing or damaged has no form.
 *
 * @param maxBytes of the file
 * @returns the copy's path; undefined if nothing is kept
 * @throws FileError, Node's file errors
 */
export function keepOlderForm(file: string, form: FileForm, maxBytes?: number): string | undefined {
  const content = readIfThere(file, maxBytes);
  const value = content === undefined ? undefined : tryParseJson(content);
  if (content === undefined || value === undefined) return undefined;
  const number = formNumber(value, form);
  if (number >= form.current) return undefined;
  const copy = copyOfForm(file, number);
  const { mode, uid, gid } = statSync(file);
  const owner = process.getuid?.() === 0 ? { owner: { uid, gid } } : {};
  publishFileSync(copy, content, { mode: mode & 0o777, ...owner });
  return copy;
}

function readIfThere(file: string, maxBytes: number | undefined): string | undefined {
  try {
    return readTextFileSync(file, maxBytes);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
