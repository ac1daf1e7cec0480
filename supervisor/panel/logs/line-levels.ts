import type { LogName } from '../../../contract/panel-logs.ts';
import { LOG_LEVEL_NAMES } from '../../../contract/status.ts';

/** A level as a number: its place in `LOG_LEVEL_NAMES`, 0 is the worst. */
export type LevelNumber = number;

/** Of a line that has no level. */
export const NO_LEVEL: LevelNumber = LOG_LEVEL_NAMES.length;
export const ERROR: LevelNumber = LOG_LEVEL_NAMES.indexOf('error');

/** Tells the level of a line from its bytes. `before` is the level of the line before. */
export type LevelRule = (bytes: Buffer, start: number, end: number, before: LevelNumber) => LevelNumber;

/** Where the level stands in `2026-11-23 05:06:07.123 ERROR server  port 8768 is in use`. */
const LEVEL_AT = 24;
const FIRST_LETTERS = new Map(LOG_LEVEL_NAMES.map((name, at) => [name.toUpperCase().charCodeAt(0), at]));
const DASH = 0x2d;
const SPACE = 0x20;

/** A stack or another continuation goes with the event before it. */
const eventLevel: LevelRule = (bytes, start, end, before) => {
  const isEvent =
    end - start > LEVEL_AT && bytes[start + 4] === DASH && bytes[start + LEVEL_AT - 1] === SPACE;
  return (isEvent ? FIRST_LETTERS.get(bytes[start + LEVEL_AT] ?? 0) : undefined) ?? before;
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
