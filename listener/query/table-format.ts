import { z } from 'zod';

/** The intent table as it is written down (intents.json); `table.ts` checks what a schema cannot, and compiles it. */

const fieldName = z.string().regex(/^[A-Z0-9_.@]+$/, 'must be a field name in capitals');

const FILTER = z
  .strictObject({
    field: fieldName,
    /** Kept: rows whose value is one of these, case aside; an empty text allows an empty value. */
    is: z.array(z.string()).min(1).optional(),
    /** Dropped: rows whose value is one of these, case aside. */
    not: z.array(z.string()).min(1).optional(),
  })
  .refine((filter) => filter.is !== undefined || filter.not !== undefined, 'needs "is" or "not"');

const JOIN = z.strictObject({
  /** The field that holds ids of the other file. */
  field: fieldName,
  statement: z.string(),
  /** What the rows get from there: new names, each a template over the other file's fields. */
  gives: z.record(fieldName, z.string()),
});

/** One answerable thing; details that only some questions ask for. */
const PART = z.strictObject({ words: z.array(z.string().min(1)).min(1), text: z.string().min(1) });

const ROW = z.strictObject({
  intent: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be a name in capitals'),
  action: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a name in lower case'),
  /** Patterns; the first row of the table that has one in the question answers. */
  words: z.array(z.string().min(1)).default([]),
  /** The question must be shorter than this many characters. */
  shorterThan: z.number().int().positive().optional(),
  /** What the help says it can answer. */
  topic: z.string().min(1).optional(),
  /** The answer needs no account. */
  reply: z.string().min(1).optional(),
  refused: z.boolean().default(false),
  /** LIST, SORT or COUNT; the listener adds CSV. */
  statement: z.string().optional(),
  /** Further fields of a LIST, asked for where the dictionary has them: without them the answer is shorter. */
  optional: z.array(fieldName).default([]),
  /** Where a capture finds nothing as it was said, the spellings of the account are looked up here. */
  spellings: z.record(z.string(), z.strictObject({ statement: z.string(), field: fieldName })).default({}),
  filter: z.array(FILTER).default([]),
  /** Date field (and time field) that must not be past. */
  upcoming: z.array(fieldName).max(2).default([]),
  /** Date field that a period in the question ("last month") narrows. */
  period: fieldName.optional(),
  joins: z.array(JOIN).default([]),
  /** Fields, first one first; a minus turns its order round. */
  sort: z.array(z.string().regex(/^-?[A-Z0-9_.@]+$/)).default([]),
  limit: z.number().int().positive().optional(),
  /** Fields whose value, named in the question, narrows the answer to those rows. */
  mention: z.array(fieldName).default([]),
  sum: fieldName.optional(),
  /** Amount field: in a file that writes spending as negative amounts, only those rows are meant. */
  spending: fieldName.optional(),
  item: z.string().optional(),
  none: z.string().optional(),
  one: z.string().optional(),
  many: z.string().optional(),
  /** Said of rows the question named. */
  named: z.string().optional(),
  namedItem: z.string().optional(),
  parts: z.array(PART).default([]),
});

export const TABLE = z.strictObject({
  about: z.union([z.string(), z.array(z.string())]).optional(),
  intents: z.array(ROW).min(1),
});

/** A row as written, defaults filled in. */
export type RowSource = z.infer<typeof ROW>;
