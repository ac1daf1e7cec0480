import { z } from 'zod';
import type { TableEdit, TablePartId, TablePartKind, TableProblem } from '../../../contract/panel-intents.ts';
import { type JsonPath, jsonSyntaxError, lineOfOffset, offsetOfPath } from '../../../lib/json-places.ts';
import { tryParseJson } from '../../../lib/text.ts';
import builtIn from '../intents.json' with { type: 'json' };
import { checkTable, compileTable, type SubjectTable } from './subject-table.ts';
import { TableError } from './table-error.ts';

/** A table as people change it: one part after the other, each as a text of JSON. */

export interface Part extends TablePartId {
  readonly value: unknown;
}

export type EditedTable =
  | { readonly kind: 'good'; readonly value: object; readonly table: SubjectTable }
  | { readonly kind: 'bad'; readonly problems: readonly TableProblem[] };

/** Leaves room for a number, where a name is there twice. */
const MAX_NAME_LENGTH = 150;

/** A table as far as it must be one to be shown in parts: what is wrong within them is said by `checkTable` and `compileTable`. */
const LOOSE_TABLE = z.looseObject({
  subjects: z.array(z.unknown()),
  groups: z.record(z.string().min(1).max(MAX_NAME_LENGTH), z.unknown()).optional(),
  fixed: z.array(z.unknown()).optional(),
});
const NAMED = z.looseObject({ intent: z.string().min(1).max(MAX_NAME_LENGTH) });

/** The parts of a table, good or bad; undefined for what has none. */
export function partsOf(value: unknown): readonly Part[] | undefined {
  const table = LOOSE_TABLE.safeParse(value);
  if (!table.success) return undefined;
  const { subjects, groups = {}, fixed = [] } = table.data;
  return [
    ...namedParts('subjects', subjects),
    ...Object.entries(groups).map(([name, list]) => ({ kind: 'groups' as const, name, value: list })),
    ...namedParts('fixed', fixed),
  ];
}

/** One that is there twice, or has no name, is wrong; it is shown all the same, with its number. */
function namedParts(kind: 'subjects' | 'fixed', values: readonly unknown[]): readonly Part[] {
  const names = new Set<string>();
  return values.map((value, index) => {
    const read = NAMED.safeParse(value);
    const intent = read.success ? read.data.intent : `${kind} ${index + 1}`;
    const name = names.has(intent) ? `${intent} (${index + 1} of ${kind})` : intent;
    names.add(name);
    return { kind, name, value };
  });
}

/** The text of a part, as a person edits it. */
export function partText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

export const BUILT_IN_TABLE: object = builtIn;

/** @param value the table, as JSON has it */
export function editTable(value: unknown, edits: readonly TableEdit[]): EditedTable {
  const parts = partsOf(value);
  if (parts === undefined)
    return bad({ message: 'The table has no list of subjects, or a list of words without a usable name.' });
  const unreadable = edits.flatMap((edit) => syntaxProblem(edit) ?? []);
  if (unreadable.length > 0) return { kind: 'bad', problems: unreadable };
  const edited = edits.reduce(withEdit, parts);
  const table = inTable(value as object, edited);
  try {
    return { kind: 'good', value: table, table: compileTable(checkTable(table)) };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return bad(problemOf(error, edited, edits));
  }
}

function bad(problem: TableProblem): EditedTable {
  return { kind: 'bad', problems: [problem] };
}

function syntaxProblem({ kind, name, text }: TableEdit): TableProblem | undefined {
  const error = text === null ? undefined : jsonSyntaxError(text);
  if (text === null || error === undefined) return undefined;
  return { part: { kind, name }, line: lineOfOffset(text, error.offset), message: error.message };
}

function withEdit(parts: readonly Part[], { kind, name, text }: TableEdit): readonly Part[] {
  const isIt = (part: Part): boolean => part.kind === kind && part.name === name;
  if (text === null) return parts.filter((part) => !isIt(part));
  const part: Part = { kind, name, value: tryParseJson(text) };
  return parts.some(isIt) ? parts.map((one) => (isIt(one) ? part : one)) : [...parts, part];
}

/** The table with other parts, and whatever else it has. */
function inTable(table: object, parts: readonly Part[]): object {
  const ofKind = (kind: TablePartKind) => parts.filter((part) => part.kind === kind);
  const groups = Object.fromEntries(ofKind('groups').map(({ name, value }) => [name, value]));
  const fixed = ofKind('fixed').map(({ value }) => value);
  return {
    ...table,
    ...('groups' in table || Object.keys(groups).length > 0 ? { groups } : {}),
    subjects: ofKind('subjects').map(({ value }) => value),
    ...('fixed' in table || fixed.length > 0 ? { fixed } : {}),
  };
}

/** Where an error of the whole table is in what was edited. */
function problemOf(
  { path, message }: TableError,
  parts: readonly Part[],
  edits: readonly TableEdit[],
): TableProblem {
  const [kind, place, ...within] = path;
  const ofKind = parts.filter((part) => part.kind === kind);
  const part = typeof place === 'number' ? ofKind[place] : ofKind.find(({ name }) => name === place);
  const edit = edits.find((one) => one.kind === part?.kind && one.name === part.name);
  if (edit === undefined || edit.text === null) return { message };
  return {
    part: { kind: edit.kind, name: edit.name },
    line: lineOfPath(edit.text, within),
    message: withoutPlace(message, within),
  };
}

function lineOfPath(text: string, path: JsonPath): number {
  return lineOfOffset(text, offsetOfPath(text, path));
}

/** The place in the whole table says nothing to somebody who sees one part of it. */
function withoutPlace(message: string, within: JsonPath): string {
  const text = message.replace(/^(?:subjects|groups|fixed)\.\S+(?: \(\w+\))?: /, '');
  const place = within.filter((key) => typeof key === 'string').join(', ');
  return place === '' || text.startsWith(`${within[0]}`) ? text : `${place}: ${text}`;
}
