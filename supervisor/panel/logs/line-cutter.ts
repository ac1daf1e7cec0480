import type { FileHandle } from 'node:fs/promises';
import { readRange } from '../../../contract/log-generations.ts';
import { type LevelNumber, type LevelRule, NO_LEVEL } from './line-levels.ts';

/** Gets a line: where it is in these bytes, where it is in the file, and its level. */
export type LineTaker = (
  bytes: Buffer,
  start: number,
  end: number,
  offset: number,
  level: LevelNumber,
) => void;

const CHUNK = 256 * 1024;
const LF = 0x0a;
const CR = 0x0d;

export interface Stretch {
  /** Bytes from the file's start. */
  readonly from: number;
  readonly to: number;
  /** Whether nobody adds to the file any more, so that a last line without an end is whole. */
  readonly finished: boolean;
  /** Level of the line before. */
  readonly before?: LevelNumber;
}

/**
 * Cuts a stretch of a file into lines, a chunk at a time, so that what else this process does goes on.
 *
 * @returns how far whole lines went, and the level of the last
 */
export async function cutLines(
  file: FileHandle,
  { from, to, finished, before = NO_LEVEL }: Stretch,
  rule: LevelRule,
  take: LineTaker,
): Promise<{ readonly to: number; readonly level: LevelNumber }> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = from;
  let level = before;
  const line = (bytes: Buffer, start: number, end: number): void => {
    const textEnd = end > start && bytes[end - 1] === CR ? end - 1 : end;
    level = rule(bytes, start, textEnd, level);
    take(bytes, start, textEnd, offset + start, level);
  };
  while (offset + rest.length < to) {
    const at = offset + rest.length;
    const chunk = await readRange(file, at, Math.min(to, at + CHUNK));
    if (chunk.length === 0) break;
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
      line(bytes, start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    offset += start;
  }
  if (finished && rest.length > 0) {
    line(rest, 0, rest.length);
    offset += rest.length;
  }
  return { to: offset, level };
}
