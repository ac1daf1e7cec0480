import { z } from 'zod';
import { listedFields, tokens } from '../account/statement.ts';
import { placeholders } from './statement.ts';
import { compileTemplate, type Template, templateNames } from './template.ts';
import { compilePattern, type Pattern } from './words.ts';

/** The intent table: what questions look like, which statement answers them, and how the answer is said. */

const fieldName = z.string().regex(/^[A-Z0-9_.@]+$/, 'must be a field name in capitals');
const words = z.array(z.string().min(1)).default([]);

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
  words,
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

const TABLE = z.strictObject({
  about: z.union([z.string(), z.array(z.string())]).optional(),
  intents: z.array(ROW).min(1),
});

type Source = z.infer<typeof ROW>;

/** A row of the table, checked and compiled. */
export interface Intent
  extends Omit<
    Source,
    'words' | 'joins' | 'parts' | 'reply' | 'item' | 'none' | 'one' | 'many' | 'named' | 'namedItem'
  > {
  readonly patterns: readonly Pattern[];
  readonly reply: Template | undefined;
  readonly item: Template | undefined;
  readonly none: Template | undefined;
  readonly one: Template | undefined;
  readonly many: Template | undefined;
  readonly named: Template | undefined;
  readonly namedItem: Template | undefined;
  readonly joins: readonly Join[];
  readonly parts: readonly Part[];
}

/** One detail of an answer, and the words that ask for it. */
export interface Part {
  readonly patterns: readonly Pattern[];
  readonly text: Template;
}

export interface Join {
  readonly field: string;
  readonly statement: string;
  readonly gives: readonly { readonly name: string; readonly template: Template }[];
}

export type IntentTable = readonly Intent[];

/** A table that cannot be used; the message names the row and what is wrong with it. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** @throws TableError */
export function readTable(json: string): IntentTable {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new TableError(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = TABLE.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TableError(`${issue?.path.join('.') || 'the table'}: ${issue?.message ?? 'is not valid'}`);
  }
  return parsed.data.intents.map((row, index) => {
    try {
      return compileRow(row);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new TableError(`intents.${index} (${row.intent}): ${why}`);
    }
  });
}

/** Names every reply may use. */
const GIVEN = [
  'count',
  'shown',
  'list',
  'sum',
  'spent',
  'period',
  'text',
  'time',
  'date',
  'topics',
  'parts',
  'today',
];

function compileRow(row: Source): Intent {
  if ((row.reply === undefined) === (row.statement === undefined)) {
    throw new Error('needs either a reply or a statement');
  }
  const patterns = row.words.map(compilePattern);
  const captured = capturesOf(patterns);
  if (row.statement !== undefined) checkStatement(row.statement, ['today', ...captured]);
  for (const { statement } of [...row.joins, ...Object.values(row.spellings)]) checkStatement(statement, []);
  const counts = /^COUNT\b/i.test(row.statement ?? '');
  const fields = row.statement === undefined || counts ? [] : [...fieldsOf(row.statement), ...row.optional];
  const known = new Set([...fields, '@ID', ...row.joins.flatMap((join) => Object.keys(join.gives))]);
  for (const name of [
    ...row.filter.map((filter) => filter.field),
    ...row.upcoming,
    ...row.mention,
    ...row.sort.map((field) => field.replace(/^-/, '')),
    ...row.joins.map((join) => join.field),
    ...[row.period, row.sum, row.spending].filter((field) => field !== undefined),
  ]) {
    if (!known.has(name)) throw new Error(`field ${name} is not listed by its statement`);
  }
  const template = (source: string | undefined, names: Iterable<string>) => {
    if (source === undefined) return undefined;
    return checkedTemplate(source, new Set([...names, ...GIVEN, ...captured]));
  };
  if (row.statement !== undefined && (row.none === undefined || row.many === undefined)) {
    throw new Error('a statement needs the replies none and many');
  }
  return {
    ...row,
    patterns,
    reply: template(row.reply, []),
    item: template(row.item, known),
    none: template(row.none, []),
    one: template(row.one ?? row.many, known),
    many: template(row.many, known),
    named: template(row.named, known),
    namedItem: template(row.namedItem ?? row.item, known),
    joins: row.joins.map(({ field, statement, gives }) => ({
      field,
      statement,
      gives: Object.entries(gives).map(([name, source]) => ({
        name,
        template: checkedTemplate(source, new Set(fieldsOf(statement))),
      })),
    })),
    parts: row.parts.map((part) => ({
      patterns: part.words.map(compilePattern),
      text: checkedTemplate(part.text, known),
    })),
  };
}

function capturesOf(patterns: readonly Pattern[]): readonly string[] {
  return patterns.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'capture' ? [part.name] : [])),
  );
}

/** Only questions: a table somebody edits must not be able to change data. */
function checkStatement(statement: string, allowed: readonly string[]): void {
  if (!/^(?:LIST|SORT|COUNT) +[A-Z0-9_.$]+( |$)/.test(statement) || /\p{Cc}/u.test(statement)) {
    throw new Error('a statement must be LIST, SORT or COUNT of a file, on one line');
  }
  for (const { name } of placeholders(statement)) {
    if (!allowed.includes(name))
      throw new Error(`{${name}} in the statement is captured by none of its words`);
  }
}

function fieldsOf(statement: string): readonly string[] {
  return listedFields(tokens(statement)).names;
}

function checkedTemplate(source: string, known: ReadonlySet<string>): Template {
  const template = compileTemplate(source);
  const unknown = templateNames(template).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`{${unknown}} in "${source}" is not known here`);
  return template;
}
