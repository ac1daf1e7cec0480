import { z } from 'zod';
import { listedFields, tokens } from '../../account/statement.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from './subject-table.ts';
import { TableError } from './table-error.ts';

/** A table of whole sentences, as versions before this one had it, to a table of subjects. */

const OLD_ROW = z.looseObject({
  intent: z.string(),
  action: z.string(),
  words: z.array(z.string()).default([]),
  topic: z.string().optional(),
  reply: z.string().optional(),
  statement: z.string().optional(),
  optional: z.array(z.string()).default([]),
  filter: z
    .array(
      z.looseObject({
        field: z.string(),
        is: z.array(z.string()).optional(),
        not: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  mention: z.array(z.string()).default([]),
  period: z.string().optional(),
  upcoming: z.array(z.string()).default([]),
  sort: z.array(z.string()).default([]),
  sum: z.string().optional(),
  item: z.string().optional(),
});
const OLD_TABLE = z.looseObject({ intents: z.array(OLD_ROW).min(1) });
type OldRow = z.infer<typeof OLD_ROW>;

export interface Converted {
  /** The new table, as it is written down. */
  readonly table: unknown;
  /** What became of each intent, and what is left to do by hand. */
  readonly notes: readonly string[];
}

/** Intents that every table had: the subjects that are shipped now take their place. */
const SHIPPED = new Set([
  ...builtIn.subjects.map(({ intent }) => intent),
  ...builtIn.fixed.map(({ intent }) => intent),
  'COUNT',
  'PASSWORD',
  'GENERAL',
]);

/**
 * @throws TableError where it is no old table, or a row of it cannot be said in the new way: with the row and the reason
 */
export function convertTable(json: string): Converted {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new TableError(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value === 'object' && value !== null && 'subjects' in value) {
    throw new TableError('is a table of subjects already: there is nothing to convert');
  }
  const parsed = OLD_TABLE.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TableError(`${issue?.path.join('.') || 'the table'}: ${issue?.message ?? 'is not valid'}`);
  }
  const rows = parsed.data.intents.map((row, index) => ({ row, place: `intents.${index} (${row.intent})` }));
  const notes = [
    ...new Set(rows.filter(({ row }) => SHIPPED.has(row.intent)).map(({ row }) => row.intent)),
  ].map(
    (intent) =>
      `${intent}: the shipped one takes its place; what you changed in its rows is not carried over`,
  );
  const own = rows.filter(({ row }) => !SHIPPED.has(row.intent));
  const table = {
    ...builtIn,
    subjects: [
      ...builtIn.subjects,
      ...own.filter(({ row }) => row.statement !== undefined).map(({ row, place }) => subjectOf(row, place)),
    ],
    fixed: [
      ...builtIn.fixed,
      ...own.filter(({ row }) => row.statement === undefined).map(({ row, place }) => fixedOf(row, place)),
    ],
  };
  for (const { row } of own) notes.push(`${row.intent}: converted; read its words and texts over`);
  // What comes out is good, or the reason is said.
  readTable(JSON.stringify(table));
  return { table, notes };
}

function subjectOf(row: OldRow, place: string): unknown {
  const refuse = (why: string): never => {
    throw new TableError(`${place}: ${why}; write a subject for it by hand`);
  };
  const statement = row.statement ?? '';
  if (/^COUNT\b/i.test(statement))
    refuse('a COUNT is no row of its own any more: every subject can be counted');
  if (/\{/.test(statement))
    refuse('its statement has a gap: names are found in the account by "entities" now');
  if (/\bWITH\b/i.test(statement)) refuse('its statement selects: "states" say which records are meant');
  const { file, names } = listedFields(tokens(statement));
  const fields = [...new Set([...names, ...row.optional])];
  const [first] = fields;
  if (first === undefined) return refuse('its statement lists no field');
  const words = row.words.filter((pattern) => !/[{]|\.\./.test(pattern));
  if (words.length === 0) refuse('it has no words without gaps');
  const noun = row.intent.toLowerCase().replaceAll('_', ' ');
  return {
    intent: row.intent,
    action: row.action,
    topic: row.topic ?? `your ${noun} records`,
    file,
    noun: [noun, `${noun} records`],
    words,
    fields,
    name: `{${first}}`,
    item: row.item ?? `{${first}}`,
    entities: (row.mention.length > 0 ? row.mention : [first]).map((field, index) => ({
      kind: index === 0 ? 'name' : `name${'abcdefghij'[index] ?? 'x'}`,
      fields: [field],
      say: 'of {}',
    })),
    ...(row.period === undefined && row.upcoming[0] === undefined
      ? {}
      : { date: row.period ?? row.upcoming[0] }),
    ...(row.upcoming[1] === undefined ? {} : { time: row.upcoming[1] }),
    ...(row.filter.length === 0
      ? {}
      : {
          states: [
            {
              name: 'current',
              words: ['current'],
              filter: row.filter.map(({ field, is, not }) => ({
                field,
                ...(is && { is }),
                ...(not && { not }),
              })),
            },
          ],
          standard: 'current',
        }),
    sort: row.sort,
  };
}

function fixedOf(row: OldRow, place: string): unknown {
  const whole = row.words.filter((pattern) => !/[{]|\.\./.test(pattern));
  if (row.reply === undefined) throw new TableError(`${place}: it has neither a reply nor a statement`);
  if (whole.length === 0) {
    throw new TableError(
      `${place}: a fixed answer needs whole questions, and its words have gaps; write them by hand`,
    );
  }
  if (/\{text\}/.test(row.reply))
    throw new TableError(`${place}: a reply no longer repeats the question: take {text} out`);
  return {
    intent: row.intent,
    action: row.action,
    ...(row.topic && { topic: row.topic }),
    whole,
    reply: row.reply,
  };
}
