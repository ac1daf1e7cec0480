import { atOnce, type Sliceable } from '../../../lib/slices.ts';
import type { Executed } from '../account.ts';
import type { QmText } from '../text.ts';
import { conditionOf, idChoiceOf } from './condition.ts';
import { delimitedReport } from './delimited-report.ts';
import {
  DICTIONARY_OF_DICTIONARIES,
  type Dictionary,
  type DictionaryRecords,
  StoredDictionary,
} from './dictionary.ts';
import { isRightJustified } from './format.ts';
import { type Query, type SortKey, storedValue } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { columnReport } from './reports.ts';
import { runCommand, type Session } from './session-verbs.ts';
import { type Catalogue, parseStatement } from './statement-parser.ts';

/** The records a query runs on. */
interface QueryRecords {
  get(id: QmText): StoredRecord | undefined;
  all(): readonly StoredRecord[];
}

/** The selected records, and the ids named in the query that do not exist. */
interface SelectedRecords {
  readonly records: readonly StoredRecord[];
  readonly missing: readonly QmText[];
}

/** Runs a query on records in memory and yields in between, since a file may have many. */
function* runQuery(query: Query, file: QueryRecords): Sliceable<Executed> {
  const found = yield* find(query, file);
  const count = found.records.length;
  const sample = query.sample === undefined ? '' : 'Sample of ';
  switch (query.verb) {
    case 'COUNT':
      return { output: lines([`${sample}${count} record(s) counted`], found.missing), status: count };
    case 'SELECT':
    case 'SSELECT': {
      const output = query.suppress.count ? '' : `${sample}${count} record(s) selected to list 0`;
      return { output, status: count };
    }
    default: {
      const closing = query.suppress.count ? undefined : `${sample}${count} record(s) listed`;
      const report =
        query.layout.kind === 'delimited'
          ? yield* delimitedReport(query, query.layout, found.records, closing)
          : columnReport(query, found.records, closing);
      return { output: lines(report, found.missing), status: count };
    }
  }
}

/** Selects a query's records. QM looks up all named ids before it selects, samples or sorts (query-absent-ids.json). */
function* find(query: Query, file: QueryRecords): Sliceable<SelectedRecords> {
  const choice = idChoiceOf(query);
  const selection = choice === undefined ? query.selection : choice.rest;
  const condition = selection && conditionOf(selection);
  const missing = new Set<QmText>();
  const named = choice?.ids.flatMap((id) => {
    const record = file.get(id);
    if (record === undefined) missing.add(id);
    return record ?? [];
  });
  const records: StoredRecord[] = [];
  for (const record of named ?? file.all()) {
    if (condition === undefined || condition(record)) records.push(record);
    if (records.length === query.sample) break;
    yield;
  }
  return { records: sorted(records, query.sort), missing: [...missing] };
}

function lines(report: readonly QmText[], missing: readonly QmText[]): QmText {
  return [...report, ...missing.map((id) => `'${id}' not found`)].join('\n');
}

/** A QM file as queries see it: records in memory. */
export interface QueryFile {
  readonly name: string;
  readonly data: QueryRecords;
  readonly dictionary: QueryRecords & DictionaryRecords;
}

const dictionaries = new WeakMap<DictionaryRecords, StoredDictionary>();

/** Runs one statement on files in memory; `find` returns the file of exactly that name. */
export function runStatement(
  text: QmText,
  find: (name: QmText) => QueryFile | undefined,
  session: Session,
): Executed {
  return atOnce(statementRun(text, find, session));
}

/** As `runStatement`, in slices: a query of a large file yields so that other work can run. */
export function* statementRun(
  text: QmText,
  find: (name: QmText) => QueryFile | undefined,
  session: Session,
): Sliceable<Executed> {
  const catalogue: Catalogue = {
    find: (name, ofDictionary) => {
      const file = find(name);
      return file && { name: file.name, dictionary: dictionaryOf(file, ofDictionary) };
    },
  };
  const statement = parseStatement(text, catalogue, session.now.getFullYear());
  switch (statement.kind) {
    case 'nothing':
      return { output: '', status: 0 };
    case 'error':
      return { output: statement.error.output, status: statement.error.status };
    case 'command':
      return runCommand(statement.verb, statement.words, session);
    case 'query': {
      const file = find(statement.query.file);
      if (file === undefined) throw new TypeError('a parsed query has its file');
      return yield* runQuery(statement.query, statement.query.ofDictionary ? file.dictionary : file.data);
    }
  }
}

/** The dictionary for a file's queries; each is parsed once. */
export function dictionaryOf(file: QueryFile, ofDictionary: boolean): Dictionary {
  if (ofDictionary) return DICTIONARY_OF_DICTIONARIES;
  let dictionary = dictionaries.get(file.dictionary);
  if (dictionary === undefined) {
    dictionary = new StoredDictionary(file.dictionary);
    dictionaries.set(file.dictionary, dictionary);
  }
  return dictionary;
}

/**
 * Sorts as QM does: right-justified fields as numbers if both are numbers (the empty value counts as 0), otherwise as
 * texts aligned at the right; other fields byte by byte. Records equal in all keys are in reverse order.
 */
export function sorted(records: readonly StoredRecord[], keys: readonly SortKey[]): readonly StoredRecord[] {
  if (keys.length === 0) return records;
  const rows = records.map((record, index) => ({
    record,
    index,
    values: keys.map(({ field }) => storedValue(field, record.id, record.fields)),
  }));
  rows.sort((a, b) => {
    for (const [index, { field, descending }] of keys.entries()) {
      const compare = isRightJustified(field.format) ? compareRight : compareLeft;
      const difference = compare(a.values[index] ?? '', b.values[index] ?? '');
      if (difference !== 0) return descending ? -difference : difference;
    }
    return b.index - a.index;
  });
  return rows.map(({ record }) => record);
}

function compareLeft(a: QmText, b: QmText): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareRight(a: QmText, b: QmText): number {
  const left = sortNumber(a);
  const right = left === undefined ? undefined : sortNumber(b);
  if (left !== undefined && right !== undefined) return left - right;
  const width = Math.max(a.length, b.length);
  return compareLeft(a.padStart(width), b.padStart(width));
}

/** A number for sorting, which is stricter than elsewhere in QM: no plus sign, no trailing spaces. */
function sortNumber(text: QmText): number | undefined {
  return /^ *-?\d{0,15}(?:\.\d*)?$/.test(text)
    ? Number(text.trim().replace(/^(-?)(?=\.|$)/, '$10')) || 0
    : undefined;
}
