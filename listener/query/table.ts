import { listedFields, tokens } from '../account/statement.ts';
import { placeholders } from './statement.ts';
import { type RowSource, TABLE } from './table-format.ts';
import { compileTemplate, type Template, templateNames } from './template.ts';
import { compilePattern, type Pattern } from './words.ts';

/** The intent table: what questions look like, which statement answers them, and how the answer is said. */

/** A row of the table, checked and compiled. */
export interface Intent
  extends Omit<
    RowSource,
    'words' | 'joins' | 'parts' | 'reply' | 'item' | 'none' | 'one' | 'many' | 'named' | 'namedItem'
  > {
  readonly patterns: readonly Pattern[];
  /** Whether its statement is a COUNT. */
  readonly counts: boolean;
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

function compileRow(row: RowSource): Intent {
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
    counts,
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
