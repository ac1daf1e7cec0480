import { createHash } from 'node:crypto';
import path from 'node:path';
import { EXIT } from '../contract/exit-codes.ts';
import { describeNewerForm, readForm } from '../contract/file-form.ts';
import type { TableEdit, TableProblem } from '../contract/panel-intents.ts';
import { systemClock } from '../lib/clock.ts';
import { fileErrorReason, isAbsent } from '../lib/file-error.ts';
import { jsonSyntaxError, lineOfOffset, offsetOfPath } from '../lib/json-places.ts';
import { keepOlderForm } from '../lib/older-form.ts';
import { type KeptFile, replaceKeepingPrevious } from '../lib/previous-file.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import { formatByteSize, tryParseJson } from '../lib/text.ts';
import { createHome } from '../listener/home-folder.ts';
import { readTable, type SubjectTable } from '../listener/query/table/subject-table.ts';
import { BUILT_IN_TABLE, type EditedTable, editTable } from '../listener/query/table/table-edits.ts';
import { TableError } from '../listener/query/table/table-error.ts';
import { INTENTS_FILE, MAX_TABLE_BYTES } from '../listener/query/table/table-file.ts';
import { TABLE_FORM } from '../listener/query/table/table-form.ts';
import { recordEvent } from '../supervisor/registry/event-file.ts';
import { CliFailure } from './terminal.ts';

/** Changes the home's own table, for the commands and the panel alike: checked as the listener checks it, atomic, with a copy. */

const PREVIOUS_FILE = 'intents.previous.json';

/** The table of a home as it is now. */
export interface OpenedTable {
  readonly home: string;
  readonly file: string;
  /** Undefined if the home has no table of its own. */
  readonly content: string | undefined;
  /** Identifies the content. */
  readonly stamp: string;
  /** The home's own table in the current form, or the built-in one; undefined where it cannot be read as JSON. */
  readonly value: unknown;
  /** Why no listener starts with it. */
  readonly problem: string | undefined;
}

/** @throws FileError, Node's file errors */
export function openTable(home: string): OpenedTable {
  const file = path.join(home, INTENTS_FILE);
  const content = readIfThere(file);
  const stamp = content === undefined ? 'none' : createHash('sha256').update(content).digest('hex');
  return { home, file, content, stamp, ...readValue(content) };
}

function readValue(content: string | undefined): Pick<OpenedTable, 'value' | 'problem'> {
  if (content === undefined) return { value: BUILT_IN_TABLE, problem: undefined };
  const error = jsonSyntaxError(content);
  if (error !== undefined) {
    const line = lineOfOffset(content, error.offset);
    return { value: undefined, problem: `It is not valid JSON: line ${line}: ${error.message}` };
  }
  try {
    const read = readForm(JSON.parse(content), TABLE_FORM);
    if (read.kind === 'newer')
      return { value: undefined, problem: `${describeNewerForm('It', read.form, TABLE_FORM)}.` };
    const edited = editTable(read.value, []);
    return { value: read.value, problem: edited.kind === 'bad' ? edited.problems[0]?.message : undefined };
  } catch (error) {
    if (error instanceof TableError) return { value: undefined, problem: error.message };
    throw error;
  }
}

/** What the table is with changes. */
export function editedTable({ value, problem }: OpenedTable, edits: readonly TableEdit[]): EditedTable {
  if (value !== undefined) return editTable(value, edits);
  const unreadable: TableProblem = { message: problem ?? 'The table cannot be read.' };
  return { kind: 'bad', problems: [unreadable] };
}

/**
 * Replaces the home's own table and keeps the one before. The listener takes it up by itself.
 *
 * @param text of a good table @param cause what was changed, for the record @param by who, as `panel (anna)`
 * @throws TableError for a bad or too large one, Node's file errors
 */
export function saveTable(home: string, text: string, cause: string, by: string): void {
  if (Buffer.byteLength(text) > MAX_TABLE_BYTES)
    throw new TableError(`it would be larger than the ${formatByteSize(MAX_TABLE_BYTES)} allowed`);
  readTable(text);
  createHome(home);
  const kept = keptFile(home);
  keepOlderForm(kept.file, TABLE_FORM, MAX_TABLE_BYTES);
  replaceKeepingPrevious(kept, text);
  record(home, cause, by);
}

/**
 * Takes the home's own table away: the built-in one answers.
 *
 * @returns false where there is none
 * @throws Node's file errors
 */
export function removeTable(home: string, by: string): boolean {
  if (readIfThere(path.join(home, INTENTS_FILE)) === undefined) return false;
  replaceKeepingPrevious(keptFile(home), undefined);
  record(home, `${INTENTS_FILE} was removed: the built-in table answers`, by);
  return true;
}

/**
 * Puts the table back as it was before its last change, which is kept in turn.
 *
 * @returns false where none is kept
 * @throws TableError if that one is bad, FileError, Node's file errors
 */
export function restoreTable(home: string, by: string): boolean {
  const previous = readIfThere(previousTableFile(home));
  if (previous === undefined) return false;
  saveTable(home, previous, `the previous ${INTENTS_FILE} was put back`, by);
  return true;
}

export function previousTableFile(home: string): string {
  return path.join(home, PREVIOUS_FILE);
}

/** A table as it is saved. */
export function tableText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function keptFile(home: string): KeptFile {
  return {
    file: path.join(home, INTENTS_FILE),
    previous: previousTableFile(home),
    maxBytes: MAX_TABLE_BYTES,
  };
}

function record(home: string, cause: string, by: string): void {
  recordEvent(home, { kind: 'intents-changed', cause, by }, systemClock);
}

function readIfThere(file: string): string | undefined {
  try {
    return readTextFileSync(file, MAX_TABLE_BYTES);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The text of a table that a command line names. @throws CliFailure */
export function readTableFile(file: string): string {
  try {
    return readTextFileSync(file, MAX_TABLE_BYTES);
  } catch (error) {
    throw new CliFailure(`${file} cannot be read: ${fileErrorReason(error)}`, EXIT.failed);
  }
}

/** @param name of the table, for people @throws CliFailure that names what is wrong, with its line */
export function goodTable(name: string, text: string): SubjectTable {
  return orTableFailure(name, text, () => readTable(text));
}

/** @throws CliFailure instead of a TableError */
export function orTableFailure<T>(name: string, text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const { path: place, message } = error;
    const isPlaced = place.length > 0 && tryParseJson(text) !== undefined;
    const line = isPlaced ? `, line ${lineOfOffset(text, offsetOfPath(text, place))}` : '';
    throw new CliFailure(`${name}${line}: ${message}`, EXIT.failed);
  }
}
