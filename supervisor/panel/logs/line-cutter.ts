import type { FileHandle } from 'node:fs/promises';
import type { LineSplitter, OnLine } from '../../../lib/line-splitter.ts';
import { readRange } from '../../../lib/log-generations.ts';
import type { LevelNumber, LevelRule } from './line-levels.ts';

/** Gets a line: its text in these bytes, cut behind 256 KiB, its level, its whole length, and where it is in the file. */
export type LineTaker = (
  bytes: Buffer,
  start: number,
  end: number,
  level: LevelNumber,
  length: number,
  offset: number,
) => void;

const CHUNK = 256 * 1024;

export interface Stretch {
  /** Bytes from the file's start. */
  readonly to: number;
  /** Whether nobody adds to the file any more, so that a last line without an end is whole. */
  readonly finished: boolean;
  /** Level of the line before. */
  readonly before: LevelNumber;
}

/**
 * Cuts a file into lines, a chunk at a time, so that what else this process does goes on.
 *
 * @param splitter got every byte of the file before; it keeps what it has of a line without an end for the next call
 * @returns the level of the last line
 */
export async function cutLines(
  file: FileHandle,
  splitter: LineSplitter,
  { to, finished, before }: Stretch,
  rule: LevelRule,
  take: LineTaker,
): Promise<LevelNumber> {
  let level = before;
  const onLine: OnLine = (bytes, start, end, length, offset) => {
    level = rule(bytes, start, end, level);
    take(bytes, start, end, level, length, offset);
  };
  while (splitter.position < to) {
    const chunk = await readRange(file, splitter.position, Math.min(to, splitter.position + CHUNK));
    if (chunk.length === 0) break;
    splitter.push(chunk, onLine);
  }
  if (finished) splitter.flush(onLine);
  return level;
}
