import { statSync } from 'node:fs';

/** A stamp of several files, to detect whether one has changed; missing and unreadable files are included. */
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
