import type { LogDisk } from './log-disk.ts';

/**
 * Puts NAME aside as NAME.1, and what was there one further, NAME.keep being the last. Moves only as far as
 * the first gap, so that a rotation a reader has stopped half-way (Windows) loses nothing when it is tried
 * again. Throws what the disk throws.
 */
export async function rotate(file: string, keep: number, disk: LogDisk): Promise<void> {
  let gap = 1;
  while (gap < keep && (await disk.exists(`${file}.${gap}`))) gap += 1;
  for (let number = gap; number > 1; number -= 1) {
    await disk.rename(`${file}.${number - 1}`, `${file}.${number}`);
  }
  await disk.rename(file, `${file}.1`);
  // Left from a time when more were kept.
  for (let number = keep + 1; await disk.exists(`${file}.${number}`); number += 1) {
    await disk.remove(`${file}.${number}`);
  }
}
