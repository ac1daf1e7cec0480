import { stat } from 'node:fs/promises';
import { describeNewerForm, readForm } from '../../../contract/file-form.ts';
import { replaceFileSync } from '../../../lib/atomic-file.ts';
import { runEvery } from '../../../lib/background.ts';
import { fileErrorReason, isAbsent } from '../../../lib/file-error.ts';
import { keepOlderForm } from '../../../lib/older-form.ts';
import { readTextFile, readTextFileSync } from '../../../lib/read-file.ts';
import { tryParseJson } from '../../../lib/text.ts';
import type { Log } from '../../log/log-line.ts';
import { STOP_WORDS } from '../words/core-words.ts';
import { patternWords } from '../words/pattern.ts';
import { checkedBuiltIn } from './built-in-table.ts';
import { compileTable, readTable, type SubjectTable } from './subject-table.ts';
import { TableError } from './table-error.ts';
import { TABLE_FORM } from './table-form.ts';

/** The user's own table, in the home. */
export const INTENTS_FILE = 'intents.json';

const POLL_INTERVAL_MS = 2_000;
/** Bytes of a table: the one we ship has 200 kB. */
export const MAX_TABLE_BYTES = 4 * 1024 * 1024;

let builtInTable: SubjectTable | undefined;

/** The table we ship, compiled when it is first needed: at the start that would be a sixth of the work. */
function compileBuiltIn(): SubjectTable {
  builtInTable ??= compileTable(checkedBuiltIn());
  return builtInTable;
}

/** The intent table in force: the user's copy where there is a good one, else the one we ship. */
export class TableFile {
  readonly #path: string;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  /** The user's; undefined while the one we ship is in force. */
  #ownTable: SubjectTable | undefined;
  #seen = '';
  /** Of the copy in force. */
  #text: string | undefined;

  /**
   * Reads the user's copy, and again whenever it changes.
   * @throws TableError where it is there and bad: at the start that is a bad configuration
   */
  static async open(path: string, log: Log): Promise<TableFile> {
    const file = new TableFile(path, log);
    await file.#read();
    return file;
  }

  private constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
    this.#timer = runEvery(POLL_INTERVAL_MS, 'intent table check', () => this.look());
    this.#timer.unref();
  }

  get table(): SubjectTable {
    return this.#ownTable ?? compileBuiltIn();
  }

  /** Takes a changed copy up; a bad one is reported and the table stays as it was. */
  async look(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      this.#log.error('the changed intent table is bad and was not taken up', {
        file: this.#path,
        why: error instanceof Error ? error.message : String(error),
      });
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #read(): Promise<void> {
    const mark = await fileMark(this.#path);
    if (mark === this.#seen) return;
    const was = this.#seen;
    this.#seen = mark;
    if (mark === '' && was === '') return;
    this.#take(mark === '' ? undefined : await readText(this.#path));
  }

  /**
   * Reads the copy now, whether or not it seems to have changed.
   *
   * @returns whether another table is in force
   * @throws TableError, FileError; the table stays as it was
   */
  reload(): boolean {
    const text = readIfThere(this.#path);
    if (text === this.#text) return false;
    this.#take(text);
    return true;
  }

  /** @param written undefined for the table we ship */
  #take(written: string | undefined): void {
    const text = written === undefined ? undefined : this.#inCurrentForm(written);
    this.#ownTable = text === undefined ? undefined : readTable(text);
    this.#text = text;
    if (this.#ownTable === undefined) {
      this.#log.info('the intent table in the home folder is gone: the built-in one answers');
    } else {
      this.#log.info('intent table read', { file: this.#path, subjects: this.#ownTable.subjects.length });
    }
  }

  /**
   * The text in the current form. An older table is rewritten and kept beside; on a disk that takes nothing it is converted
   * at each start.
   *
   * @throws TableError if it cannot be converted
   */
  #inCurrentForm(written: string): string {
    const value = tryParseJson(written);
    const read = value === undefined ? undefined : readForm(value, TABLE_FORM);
    if (read === undefined || read.kind === 'current') return written;
    if (read.kind === 'newer') throw new TableError(describeNewerForm('it', read.form, TABLE_FORM));
    const text = `${JSON.stringify(read.value, null, 2)}\n`;
    readTable(text);
    try {
      const copy = keepOlderForm(this.#path, TABLE_FORM, MAX_TABLE_BYTES);
      replaceFileSync(this.#path, text);
      this.#log.warn('the intent table of an older version was converted', { file: this.#path, kept: copy });
    } catch (error) {
      this.#log.warn('the intent table of an older version is converted, but cannot be written', {
        file: this.#path,
        why: fileErrorReason(error),
      });
    }
    return text;
  }
}

/** Changes when the file does; empty where there is none. What cannot be looked at is there, and reading it says why. */
async function fileMark(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs}/${size}`;
  } catch (error) {
    return isAbsent(error) ? '' : fileErrorReason(error);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readTextFileSync(path, MAX_TABLE_BYTES);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readTextFile(path, MAX_TABLE_BYTES);
  } catch (error) {
    throw new TableError(`cannot be read: ${fileErrorReason(error)}`);
  }
}

/** What is allowed in a table of subjects and most likely not meant, each in one line. */
export function lintTable({ subjects }: SubjectTable): readonly string[] {
  const findings: string[] = [];
  const owners = new Map<string, string>();
  for (const { intent, words, verbs, asks, entities, states, standard, say } of subjects) {
    for (const { source } of words) {
      const other = owners.get(source);
      if (other !== undefined)
        findings.push(`${intent}: "${source}" names ${other} too; the one that explains more words answers`);
      owners.set(source, intent);
    }
    for (const pattern of [...words, ...verbs]) {
      if (pattern.parts.length === 1 && patternWords(pattern).every((word) => STOP_WORDS.has(word))) {
        findings.push(
          `${intent}: "${pattern.source}" is in nearly every question: it would name this subject always`,
        );
      }
    }
    const labels = asks.map(({ label }) => label);
    for (const label of new Set(labels.filter((one, index) => labels.indexOf(one) !== index))) {
      findings.push(`${intent}: asks has "${label}" twice`);
    }
    for (const { kind, behind, groups, beside } of entities) {
      for (const group of groups) {
        if (group.patterns.some(({ parts }) => parts.some(({ gap }) => gap > 0))) {
          findings.push(`${intent}: groups of ${kind}: a name has no gaps in it`);
        }
      }
      if (behind.size === 0 && beside.length === 0 && groups.length === 0) {
        findings.push(
          `${intent}: entities ${kind}: with "behind" one that is not on record would be said by name`,
        );
      }
    }
    if (states.length > 1 && standard === undefined) {
      findings.push(`${intent}: no standard state: without one, records in every state are told`);
    }
    if (say.many === undefined && say.one !== undefined) findings.push(`${intent}: say has one and not many`);
  }
  return findings;
}
