import type { FileHandle } from 'node:fs/promises';
import { LOG_LEVELS } from '../../contract/log-line.ts';
import type { LogName } from '../../contract/panel-logs.ts';
import type { LineSplitter, OnLine } from '../../lib/line-splitter.ts';
import { readRange } from '../../lib/read-file.ts';

/** Gets a line: its text in these bytes, cut behind 256 KiB, its level, its whole length, and where it is in the file. */
export type LineHandler = (
  bytes: Buffer,
  start: number,
  end: number,
  level: LevelNumber,
  length: number,
  offset: number,
) => void;

const CHUNK = 256 * 1024;

export interface ScanRange {
  /** Bytes from the file's start. */
  readonly to: number;
  /** Whether nobody adds to the file any more, so that a last line without an end is whole. */
  readonly finished: boolean;
  /** Level of the line before. */
  readonly previousLevel: LevelNumber;
}

/**
 * Cuts a file into lines, a chunk at a time, so that what else this process does goes on.
 *
 * @param splitter got every byte of the file before; it keeps what it has of a line without an end for the next call
 * @returns the level of the last line
 */
export async function splitLines(
  file: FileHandle,
  splitter: LineSplitter,
  { to, finished, previousLevel }: ScanRange,
  rule: LevelRule,
  handleLine: LineHandler,
): Promise<LevelNumber> {
  let level = previousLevel;
  const onLine: OnLine = (bytes, start, end, length, offset) => {
    level = rule(bytes, start, end, level);
    handleLine(bytes, start, end, level, length, offset);
  };
  while (splitter.position < to) {
    const chunk = await readRange(file, splitter.position, Math.min(to, splitter.position + CHUNK));
    if (chunk.length === 0) break;
    splitter.push(chunk, onLine);
  }
  if (finished) splitter.flush(onLine);
  return level;
}

/** A level as a number: its place in `LOG_LEVELS`, 0 is the worst. */
export type LevelNumber = number;

/** Of a line that has no level. */
export const NO_LEVEL: LevelNumber = LOG_LEVELS.length;
export const ERROR: LevelNumber = LOG_LEVELS.indexOf('error');

/** Tells the level of a line from its bytes. `before` is the level of the line before. */
export type LevelRule = (
  bytes: Buffer,
  start: number,
  end: number,
  previousLevel: LevelNumber,
) => LevelNumber;

/** Where the level stands in `2026-11-23 05:06:07.123 ERROR server  port 8768 is in use`. */
const LEVEL_AT = 24;
const FIRST_LETTERS = new Map(LOG_LEVELS.map((name, at) => [name.toUpperCase().charCodeAt(0), at]));
const DASH = 0x2d;
const SPACE = 0x20;

/** A stack or another continuation goes with the event before it. */
const eventLevel: LevelRule = (bytes, start, end, previousLevel) => {
  const isEvent =
    end - start > LEVEL_AT && bytes[start + 4] === DASH && bytes[start + LEVEL_AT - 1] === SPACE;
  return (isEvent ? FIRST_LETTERS.get(bytes[start + LEVEL_AT] ?? 0) : undefined) ?? previousLevel;
};

const FAILED_QUERY = Buffer.from(' status=error');

/** Its lines have no level; a query that failed is an error all the same. */
const gatewayLevel: LevelRule = (bytes, start, end) =>
  bytes.subarray(start, end).includes(FAILED_QUERY) ? ERROR : NO_LEVEL;

const noLevel: LevelRule = () => NO_LEVEL;

export const LEVEL_RULES: Readonly<Record<LogName, LevelRule>> = {
  events: eventLevel,
  gateway: gatewayLevel,
  como: noLevel,
};

const ZERO = 0x30;
const COLON = 0x3a;
/** Where the digits of `2026-11-23 05:06:07` stand, and how many values each part has. */
const STAMP_PARTS = [
  [2, 0, 130],
  [5, 1, 12],
  [8, 1, 31],
  [11, 0, 24],
  [14, 0, 60],
  [17, 0, 60],
] as const;
const STAMP_LENGTH = 19;
const CENTURY = Buffer.from('20');

/**
 * The second of a line's time as a number that grows with it, without a time zone: it is compared with what people read
 * in the log. 0 if the line does not begin with a time of this century.
 */
export function stampOf(bytes: Uint8Array, start: number, end: number): number {
  const isStamp =
    end - start >= STAMP_LENGTH &&
    bytes[start] === CENTURY[0] &&
    bytes[start + 1] === CENTURY[1] &&
    bytes[start + 4] === DASH &&
    bytes[start + 10] === SPACE &&
    bytes[start + 13] === COLON;
  if (!isStamp) return 0;
  let stamp = 0;
  for (const [at, lowest, values] of STAMP_PARTS) {
    const tens = (bytes[start + at] ?? 0) - ZERO;
    const ones = (bytes[start + at + 1] ?? 0) - ZERO;
    const value = tens * 10 + ones - lowest;
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9 || value < 0 || value >= values) return 0;
    stamp = stamp * values + value;
  }
  return stamp;
}
