import { z } from 'zod';
import { LOG_LEVELS } from './log-line.ts';

/** The logs that the panel shows. `como` is QM's record of a phantom that it started itself. */
export const LOG_NAMES = ['events', 'gateway', 'como'] as const;
export type LogName = (typeof LOG_NAMES)[number];

/** Maximum lines in one reply. */
const MAX_ROWS = 1_000;
/** Maximum characters of a line that are shown. */
export const MAX_LINE_LENGTH = 4_000;
/** Maximum matches that are located; more are only counted. */
export const MAX_MATCHES = 20_000;
/** Maximum characters of a search text. */
export const MAX_PATTERN_LENGTH = 500;
/** Maximum characters of the value of a field. */
const MAX_FIELD_LENGTH = 300;
/** Timeout of a search for each stretch of a log, ms. */
export const SEARCH_TIMEOUT_MS = 5_000;

const row = z.number().int().nonnegative();
const log = z.enum(LOG_NAMES);
/** Local time as the log writes it, without milliseconds. */
const stamp = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

/** A part of a line that people filter by: who it is about, or the kind of line. */
export const LOG_FIELDS = ['client', 'session', 'event'] as const;

const LOG_FIELD = z.object({
  name: z.enum(LOG_FIELDS),
  /** As the line has it, quotes included. An event is the word behind time and level, such as `query` or `server`. */
  value: z.string().min(1).max(MAX_FIELD_LENGTH),
});

export type LogField = Readonly<z.infer<typeof LOG_FIELD>>;

const LOG_PATTERN = z.object({
  text: z.string().min(1).max(MAX_PATTERN_LENGTH),
  regex: z.boolean(),
  matchCase: z.boolean(),
});

export type LogPattern = Readonly<z.infer<typeof LOG_PATTERN>>;

const filter = {
  /** Minimum level. Lines without a level have the level of the line before. */
  level: z.enum(LOG_LEVELS).optional(),
  /** First and last second. Lines without a time have the time of the line before. */
  since: stamp.optional(),
  until: stamp.optional(),
  /** All of them must be in the line. */
  fields: z.array(LOG_FIELD).max(LOG_FIELDS.length).optional(),
  /** Only lines that match. */
  only: LOG_PATTERN.optional(),
};

/** Which lines of a log are shown: those that pass all of it. */
export const LOG_FILTER = z.object(filter);
export type LogFilter = Readonly<z.infer<typeof LOG_FILTER>>;

const LOG_SOURCE = z.object({
  log,
  /** File name, for example `HAL.SPLITTER.LOG`. */
  name: z.string(),
  file: z.string(),
  /** Size in bytes with rotated files; null if nothing has been written yet. */
  bytes: z.number().nullable(),
  /** Whether its lines have levels. */
  levels: z.boolean(),
});

export type LogSource = z.infer<typeof LOG_SOURCE>;

const LOG_ROW = z.object({
  /** Counts up from 0 within an epoch, among the lines that pass the filter. */
  row,
  level: z.enum(LOG_LEVELS).nullable(),
  text: z.string(),
});

export type LogRow = z.infer<typeof LOG_ROW>;

/** A range of rows of a log, including rotated files. */
const LOG_ROWS = z.object({
  /** Changes when the log was emptied or replaced: rows of another epoch are other lines. */
  epoch: z.number(),
  /** The first available row: rotation removes the oldest ones. */
  first: row,
  /** Exclusive. */
  end: row,
  /** Fraction of the file that has been read and filtered, 0 to 1. */
  read: z.number(),
  /** Entries of each level, whatever level is shown; continuation lines are not counted. */
  counts: z.record(z.enum(LOG_LEVELS), z.number()),
  rows: z.array(LOG_ROW),
});

export type LogRows = z.infer<typeof LOG_ROWS>;

const LOG_MATCHES = z.object({
  epoch: z.number(),
  /** Ascending; at most the first 20 000. */
  rows: z.array(row),
  total: z.number(),
});

export type LogMatches = z.infer<typeof LOG_MATCHES>;

export const LOG_CALLS = {
  logs: { params: z.object({}), result: z.array(LOG_SOURCE) },
  /**
   * `count` 0 only returns the size. `from` -1 returns the last rows, unless the log's end is still `known`.
   */
  'log-rows': {
    params: z.object({
      log,
      ...filter,
      from: row.or(z.literal(-1)),
      count: z.number().int().min(0).max(MAX_ROWS),
      known: row.optional(),
    }),
    result: LOG_ROWS,
  },
  'log-search': { params: z.object({ log, ...filter, pattern: LOG_PATTERN }), result: LOG_MATCHES },
  /**
   * The nearest error from a row on, among the filtered lines; null if there is none. `from` -1 is after the last
   * row; `text` must be contained in the line.
   */
  'log-error': {
    params: z.object({
      log,
      ...filter,
      from: row.or(z.literal(-1)),
      towards: z.enum(['next', 'previous']),
      text: z.string().max(MAX_PATTERN_LENGTH).optional(),
    }),
    result: z.object({ row: row.nullable() }),
  },
} as const;
