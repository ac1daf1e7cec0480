import { z } from 'zod';
import { LOG_LEVELS } from './log-line.ts';

/** The logs the panel shows. `como` is what QM keeps of a phantom it started itself. */
export const LOG_NAMES = ['events', 'gateway', 'como'] as const;
export type LogName = (typeof LOG_NAMES)[number];

/** Lines in one answer. */
const MAX_ROWS = 1_000;
/** Characters of a line that are shown; the file has the rest. */
export const MAX_LINE_LENGTH = 4_000;
/** Matches that are located; more are only counted. */
export const MAX_MATCHES = 20_000;
/** Characters of a search. */
export const MAX_PATTERN_LENGTH = 500;
/** After so long a search is ended, ms. */
export const SEARCH_TIMEOUT_MS = 5_000;

const row = z.number().int().nonnegative();
const log = z.enum(LOG_NAMES);
/** Only lines of this level and worse. Lines without a level go with the line before. */
const level = z.enum(LOG_LEVELS).optional();

const LOG_SOURCE = z.object({
  log,
  /** File name, as `HAL.SPLITTER.LOG`. */
  name: z.string(),
  file: z.string(),
  /** Bytes, with the files put aside by rotation; null where nothing has been written yet. */
  bytes: z.number().nullable(),
  /** Whether its lines have levels. */
  levels: z.boolean(),
});

export type LogSource = z.infer<typeof LOG_SOURCE>;

const LOG_ROW = z.object({
  /** Counts up from 0 within an epoch; of a filtered view, within that view. */
  row,
  level: z.enum(LOG_LEVELS).nullable(),
  text: z.string(),
});

export type LogRow = z.infer<typeof LOG_ROW>;

/** A part of a log, through its rotation, by row. */
const LOG_ROWS = z.object({
  /** Rows of another epoch are other lines: the log was emptied or replaced. */
  epoch: z.number(),
  /** The first row that is still there: rotation removes the oldest. */
  first: row,
  /** One behind the last. */
  end: row,
  /** 0 to 1: how much of the file has been read. */
  read: z.number(),
  rows: z.array(LOG_ROW),
});

export type LogRows = z.infer<typeof LOG_ROWS>;

const LOG_MATCHES = z.object({
  epoch: z.number(),
  /** Rows, ascending, the first 20 000. */
  rows: z.array(row),
  total: z.number(),
});

export type LogMatches = z.infer<typeof LOG_MATCHES>;

const LOG_PATTERN = z.object({
  text: z.string().min(1).max(MAX_PATTERN_LENGTH),
  regex: z.boolean(),
  matchCase: z.boolean(),
});

export type LogPattern = z.infer<typeof LOG_PATTERN>;

export const LOG_CALLS = {
  logs: { params: z.object({}), result: z.array(LOG_SOURCE) },
  /**
   * `count` 0 asks how much there is. `from` -1 asks for the last rows; they are left out where `known` is still one
   * behind the last.
   */
  'log-rows': {
    params: z.object({
      log,
      level,
      from: row.or(z.literal(-1)),
      count: z.number().int().min(0).max(MAX_ROWS),
      known: row.optional(),
    }),
    result: LOG_ROWS,
  },
  'log-search': { params: z.object({ log, level, pattern: LOG_PATTERN }), result: LOG_MATCHES },
  /**
   * The nearest error from a row on, in the view of that level; null where there is none. `from` -1 is behind the
   * last row; `text` is what its line has to hold.
   */
  'log-error': {
    params: z.object({
      log,
      level,
      from: row.or(z.literal(-1)),
      towards: z.enum(['next', 'previous']),
      text: z.string().max(MAX_PATTERN_LENGTH).optional(),
    }),
    result: z.object({ row: row.nullable() }),
  },
} as const;
