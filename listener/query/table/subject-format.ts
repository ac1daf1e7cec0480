import { z } from 'zod';
import { compilePattern } from '../words/pattern.ts';

/** The table of subjects as it is written down (intents.json); `subject-table.ts` checks the rest and compiles it. */

const fieldName = z.string().regex(/^[A-Z0-9_.@]+$/, 'must be a field name in capitals');
const fileName = z.string().regex(/^[A-Z0-9_.$]+$/, 'must be a file name in capitals');
const pattern = z
  .string()
  .min(1)
  .superRefine((source, context) => {
    try {
      compilePattern(source);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : String(error));
    }
  });
const patterns = z.array(pattern).default([]);
/** One at least. */
const somePatterns = z.array(pattern).min(1);

const FILTER = z
  .strictObject({
    field: fieldName,
    /** Kept: rows whose value is one of these, case aside; an empty text allows an empty value. */
    is: z.array(z.string()).min(1).optional(),
    /** Dropped: rows whose value is one of these, case aside. */
    not: z.array(z.string()).min(1).optional(),
  })
  .refine((filter) => filter.is !== undefined || filter.not !== undefined, 'needs "is" or "not"');

/** Rows in one state: what words ask for them, and which they are. */
const STATE = z.strictObject({
  name: z.string().regex(/^[a-z -]+$/, 'must be words in lower case'),
  words: patterns,
  filter: z.array(FILTER).default([]),
  /** Rows whose date is not past, or is. */
  when: z.enum(['upcoming', 'past']).optional(),
  /** Of what is past: the rows that prove that it took place. */
  proof: z.array(FILTER).default([]),
  /** What one and several of them are called, where they are called otherwise: answers among questions. */
  noun: z.tuple([z.string().min(1), z.string().min(1)]).optional(),
});

/** Family words for values: "gas" for every category that begins with fuel. */
const GROUP = z.strictObject({
  words: somePatterns,
  /** Beginnings of words in the account's values. */
  values: z.array(z.string().min(1)).min(1),
  /** As an answer says it, where its words alone are no good name: "the vet". */
  say: z.string().min(1).optional(),
  /** The words say what was done, so that "I" beside them names the subject: "eat out". */
  act: z.boolean().default(false),
  /** A thing that one also buys or gets: "my car" beside such a verb is that thing, not what was spent on it. */
  thing: z.boolean().default(false),
  /** The words say whose money as well: "salary" came in. Where the account has no such value, only that. */
  flow: z.enum(['spent', 'earned', 'refunded']).optional(),
});

/** Values of the account that a question may name. */
const ENTITY = z.strictObject({
  kind: z.string().regex(/^[a-z]+$/, 'must be one word in lower case'),
  fields: z.array(fieldName).min(1),
  /** Another file that holds the fields; `key` of this subject's rows holds its ids. */
  from: fileName.optional(),
  key: fieldName.optional(),
  /** How an answer says it; `{}` is the value. */
  say: z.string().includes('{}'),
  /** Words that one which is not on record follows: "at Nowhere Inc.". */
  behind: z.array(z.string().min(1)).default([]),
  /** Words that may stand beside it, as `dr`. */
  beside: patterns,
  /** Or the name of a list in the table's own `groups`. */
  groups: z.union([z.array(GROUP), z.string()]).default([]),
  /** Words that name the subject right behind one of its values: `bill` in "Costco bill". */
  nouns: patterns,
  /** Words that ask which of its values most was spent on: "what ... most on". */
  most: patterns,
  /** Words that ask for each of its values by itself: "by category". */
  each: patterns,
  /** What is said of one that is not on record; `{}` is its name. */
  unknown: z.string().includes('{}').optional(),
  /** Fields behind the first one count only where the first is empty. */
  fallback: z.boolean().default(false),
  /** Any words behind `behind` name it: records whose fields have them all, "about Costco". */
  contains: z.boolean().default(false),
  /** Only the whole value is meant by it: a note is not named by one of its words. */
  whole: z.boolean().default(false),
  /** Not what a verb of the subject takes: "take my blood pressure" is no medicine. */
  notObject: z.boolean().default(false),
  /** Its words do not name all that may be meant, so that none by them is no proof of none: "am I on a statin?" */
  incomplete: z.boolean().default(false),
  /** Of its fields, those that name it only beside a title or a word of the subject: first names. */
  weak: z.array(fieldName).default([]),
  /** The label of the ask that says which of its values a record has: "do I take it at night?" claims one. */
  tells: z.string().min(1).optional(),
  /** The same, where one value says nothing to be told true or not: "from Dr. Chen or Dr. Raman?" */
  which: z.string().min(1).optional(),
  /** The label of the ask beside whose words alone it is a name: "iron" is one beside "interact with". */
  only: z.string().min(1).optional(),
  /** It names the subject by itself: "Metformin?". */
  names: z.boolean().default(false),
  /** Among other words its name needs a word of the subject: "did I have peanuts?" asks for no allergy. */
  needsWord: z.boolean().default(false),
});

const JOIN = z.strictObject({
  /** The field that holds ids of the other file. */
  field: fieldName,
  file: fileName,
  /** What the rows get from there: new names, each a template over the other file's fields. */
  gives: z.record(fieldName, z.string()),
});

/** Something that is asked of the records, and the words that ask for it. */
const ASK = z.strictObject({
  /** As answers say that it is missing: "no dose recorded". */
  label: z.string().min(1),
  words: somePatterns,
  /** Words that ask for it only where one of its own values is named too: "could ... be the" of "cough". */
  besideValue: patterns,
  /** Its words name the subject beside a value of the account: "refills". */
  names: z.boolean().default(false),
  /** Its own day: what a period in the question is meant of. */
  date: fieldName.optional(),
  /** Words behind its number: "50 or 75 mcg?" asks for the dose. Of bare numbers the first ask with units is meant. */
  units: patterns,
  /** Said of each record. */
  text: z.string().min(1),
  /** All records are meant unless one is named; else the next or the latest one. */
  each: z.boolean().default(true),
});

/** A number that is measured again and again. */
const MEASURE = z.strictObject({
  label: z.string().min(1),
  words: somePatterns,
  /** Words that name it only beside "my" or "I": "temperature". */
  weak: z.boolean().default(false),
  /** Of those, words that name it by themselves: "body temperature". */
  sure: patterns,
  /** Words that mean it and ask for something as well, beside "I": "heaviest" of a weight. */
  implied: patterns,
  /** Told only where it is asked for: a part of another. */
  detail: z.boolean().default(false),
  fields: z.array(fieldName).min(1).max(2),
  unit: z.string().default(''),
  /** Levels that have a name of their own, in its unit: a fever is a temperature over 100.4. */
  levels: z.array(z.strictObject({ word: z.string().regex(/^[a-z]+$/), over: z.number() })).default([]),
});

const SAID = z.strictObject({ none: z.string(), one: z.string(), many: z.string() }).partial();

const SUBJECT = z.strictObject({
  /** What clients are told, as `MEDICATION`. */
  intent: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be a name in capitals'),
  action: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a name in lower case'),
  /** What the help says it can answer. */
  topic: z.string().min(1),
  file: fileName,
  /** One and several of them, as answers say it. */
  noun: z.tuple([z.string().min(1), z.string().min(1)]),
  /** Words that name it: "medicine|pill|drug". */
  words: somePatterns,
  /** Its words name it only beside "I", "my" or a name: others have doctors too. */
  owned: z.boolean().default(false),
  /** Words that name it only beside "I" or "my", as its verbs: "take|taking". */
  verbs: patterns,
  /** Words that change nothing beside the others. */
  beside: patterns,
  /** Words that ask how often: "how many trips". */
  times: patterns,
  /** Fields that are listed; the first must be there, others are asked for where the dictionary has them. */
  fields: z.array(fieldName).min(1),
  /** What one of them is called, and what is said of it in a list. */
  name: z.string().min(1),
  item: z.string().min(1),
  /** Field that says whose it is. */
  person: fieldName.optional(),
  entities: z.array(ENTITY).default([]),
  joins: z.array(JOIN).default([]),
  /** Its day; `until` is where it ends, for what lasts. */
  date: fieldName.optional(),
  until: fieldName.optional(),
  /** Of what lasts: words by which a time is when it began, or ended: "prescribed in May", "stopped in May". */
  began: patterns,
  ended: patterns,
  time: fieldName.optional(),
  /** Which way a date without a year lies. */
  direction: z.enum(['past', 'future']).default('past'),
  amount: fieldName.optional(),
  /** What one of them costs: "dearest" and "cheapest" compare it. */
  price: fieldName.optional(),
  /** Words that say whose money: what went out, came in, came back. Beside one, the subject is named. */
  flows: z
    .strictObject({
      spent: patterns,
      earned: patterns,
      refunded: patterns,
      /** Words for what went out that mean much else: only beside a name of the account. */
      loose: patterns,
    })
    .optional(),
  /** Which amounts came in, rather than back: rows whose field has a word that begins so. */
  income: z.strictObject({ field: fieldName, values: z.array(z.string().min(1)).min(1) }).optional(),
  states: z.array(STATE).default([]),
  /** The state that is meant where none is asked for. */
  standard: z.string().optional(),
  measures: z.array(MEASURE).default([]),
  asks: z.array(ASK).default([]),
  /** Order of a list; a minus turns it round. */
  sort: z.array(z.string().regex(/^-?[A-Z0-9_.@]+$/)).default([]),
  /** Severity and the like: words from the least to the most. */
  ranks: z.strictObject({ field: fieldName, words: z.array(z.string()).min(2) }).optional(),
  say: SAID.default({}),
  /** Rows are many: QM selects them. */
  large: z.boolean().default(false),
});

/** An answer that needs no account: the question must be one of these, as a whole. */
const FIXED = z.strictObject({
  intent: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be a name in capitals'),
  action: z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be a name in lower case'),
  topic: z.string().min(1).optional(),
  whole: somePatterns,
  reply: z.string().min(1),
});

export const SUBJECT_TABLE = z.strictObject({
  /** See table-form.ts. */
  form: z.number().optional(),
  about: z.union([z.string(), z.array(z.string())]).optional(),
  /** Lists of family words that several subjects use, by name. */
  groups: z.record(z.string(), z.array(GROUP)).default({}),
  subjects: z.array(SUBJECT).min(1),
  fixed: z.array(FIXED).default([]),
});

export type TableSource = z.infer<typeof SUBJECT_TABLE>;
export type SubjectSource = z.infer<typeof SUBJECT>;
export type GroupSource = z.infer<typeof GROUP>;
export type FixedSource = z.infer<typeof FIXED>;
