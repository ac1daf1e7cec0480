import { statSync } from 'node:fs';

/** What some files look like, to see whether one changed since: one that is not there, or not to be seen, counts too. */
export function stampOfFiles(files: readonly (string | undefined)[]): string {
  return files.map((file) => (file === undefined ? '' : stampOf(file))).join(' ');
}

function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return '-';
  }
}
