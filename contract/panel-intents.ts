import { z } from 'zod';
import { ASKED_RESPONSE, MAX_ASKED_LENGTH } from './panel-ask.ts';
import { QUESTION_TRACE } from './question-trace.ts';

/** The table of what can be asked (docs/intents.md), as the panel shows, changes and tries it, part by part. */

/** Characters of all changes together, so that they fit in one message of a page. */
export const MAX_EDITED_LENGTH = 200_000;
const MAX_EDITS = 100;
/** Parts of a table that is shown; one of more is edited as a file. */
export const MAX_TABLE_PARTS = 1_000;

/** Kinds of parts, by their key in the table: subjects, lists of words that several subjects use, fixed answers. */
const TABLE_PART_KINDS = ['subjects', 'groups', 'fixed'] as const;

export type TablePartKind = (typeof TABLE_PART_KINDS)[number];

const PART_ID = {
  kind: z.enum(TABLE_PART_KINDS),
  /** Its intent, or the name of the list; no two parts of a kind have the same. */
  name: z.string().min(1).max(200),
};

const PART = z.object({
  ...PART_ID,
  /** As JSON, as a person edits it. */
  text: z.string(),
  /** `changed`: the built-in table has another one of this name. */
  origin: z.enum(['built-in', 'changed', 'own']),
  /** Of one that was changed: as the built-in table has it. */
  builtIn: z.string().optional(),
});

export type TablePart = Readonly<z.infer<typeof PART>>;
export type TablePartId = Pick<TablePart, 'kind' | 'name'>;

export const INTENTS_VIEW = z.object({
  /** The home's own table, whether or not there is one. */
  file: z.string(),
  isOwn: z.boolean(),
  /** Identifies the content of the file. */
  stamp: z.string().max(100),
  /** In the order of the table. */
  parts: z.array(PART).max(MAX_TABLE_PARTS).readonly(),
  /** Parts of the built-in table that the home's own one has not. */
  missing: z.array(z.object({ ...PART_ID, text: z.string() })).readonly(),
  /** Why no listener starts with the home's own table. A running one goes on with the table that it has. */
  problem: z.string().optional(),
  /** Whether the table before the last change is kept, and since when. */
  previous: z.object({ at: z.number() }).optional(),
});

export type IntentsView = Readonly<z.infer<typeof INTENTS_VIEW>>;

/** Changes, adds or, with `null`, removes a part. */
const EDIT = z.object({ ...PART_ID, text: z.string().max(MAX_EDITED_LENGTH).nullable() });

export type TableEdit = Readonly<z.infer<typeof EDIT>>;

const EDITS = z
  .array(EDIT)
  .max(MAX_EDITS)
  .refine(
    (edits) => edits.reduce((length, { text }) => length + (text?.length ?? 0), 0) <= MAX_EDITED_LENGTH,
    `changes of more than ${MAX_EDITED_LENGTH} characters at once`,
  )
  .readonly();

/** Why changes cannot be saved. */
const PROBLEM = z.object({
  /** The changed part that it is about, if it is one, and the line of its text, from 1. */
  part: z.object(PART_ID).optional(),
  line: z.number().int().positive().optional(),
  message: z.string(),
});

export type TableProblem = Readonly<z.infer<typeof PROBLEM>>;

const CHECKED = z.object({
  problems: z.array(PROBLEM).readonly(),
  /** Of the changed subjects what is allowed and most likely not meant, each in one line. */
  remarks: z.array(z.string()).readonly(),
});

const TRIED = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('asked'),
    response: ASKED_RESPONSE,
    trace: QUESTION_TRACE,
    /** From question to answer, ms. */
    ms: z.number(),
  }),
  /** The changed table cannot be used. */
  z.object({ kind: z.literal('invalid'), problems: z.array(PROBLEM).readonly() }),
]);

export type TriedQuestion = Readonly<z.infer<typeof TRIED>>;

const CHANGE = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), message: z.string(), view: INTENTS_VIEW }),
  /** Nothing was changed, because the file is another one than the page has read. */
  z.object({ kind: z.literal('conflict'), view: INTENTS_VIEW }),
  /** Nothing was changed. */
  z.object({ kind: z.literal('invalid'), problems: z.array(PROBLEM).readonly() }),
]);

export type TableChange = Readonly<z.infer<typeof CHANGE>>;

const stamp = z.string().max(100);

/** Calls of the panel about the table, which the product's program answers. */
export const INTENTS_CALLS = {
  intents: { params: z.object({}), result: INTENTS_VIEW },
  /** What would keep changes from being saved; nothing is changed. */
  'intents-check': { params: z.object({ edits: EDITS }), result: CHECKED },
  /** Asks the changed table a question, in the account that the listener answers from; nothing is saved. */
  'intents-try': {
    params: z.object({ edits: EDITS, question: z.string().trim().min(1).max(MAX_ASKED_LENGTH) }),
    result: TRIED,
  },
  /** `stamp`: of the file as the page has read it. */
  'intents-save': { params: z.object({ stamp, edits: EDITS }), result: CHANGE },
  /** Takes the home's own table away: the built-in one answers. It is kept as the previous one. */
  'intents-remove': { params: z.object({ stamp }), result: CHANGE },
  /** Puts the table back as it was before its last change, which is kept in turn. */
  'intents-restore': { params: z.object({ stamp }), result: CHANGE },
} as const;
