import { atOnce, type Sliceable } from '../../../lib/slices.ts';
import type { Executed } from '../account.ts';
import type { QmText } from '../text.ts';
import { type Dictionary, type DictionaryRecords, StoredDictionary } from './dictionary.ts';
import { DICTIONARY_OF_DICTIONARIES } from './dictionary-of-dictionaries.ts';
import { type QueryRecords, runQuery } from './query-run.ts';
import { runCommand, type Session } from './session-verbs.ts';
import { type Catalogue, parseStatement } from './statement-parser.ts';

/** A QM file as queries see it: records in memory. */
export interface QueryFile {
  readonly name: string;
  readonly data: QueryRecords;
  readonly dictionary: QueryRecords & DictionaryRecords;
}

const dictionaries = new WeakMap<DictionaryRecords, StoredDictionary>();

/** Runs one statement on files in memory; `find` answers a file of that exact name. */
export function runStatement(
  text: QmText,
  find: (name: QmText) => QueryFile | undefined,
  session: Session,
): Executed {
  return atOnce(statementRun(text, find, session));
}

/** The same in slices: what a query of a large file yields is for others to run. */
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
    case 'refusal':
      return { output: statement.refusal.output, status: statement.refusal.status };
    case 'command':
      return runCommand(statement.verb, statement.words, session);
    case 'query': {
      const file = find(statement.query.file);
      if (file === undefined) throw new TypeError('a parsed query has its file');
      return yield* runQuery(statement.query, statement.query.ofDictionary ? file.dictionary : file.data);
    }
  }
}

/** The dictionary a file's queries use; each is read once. */
export function dictionaryOf(file: QueryFile, ofDictionary: boolean): Dictionary {
  if (ofDictionary) return DICTIONARY_OF_DICTIONARIES;
  let dictionary = dictionaries.get(file.dictionary);
  if (dictionary === undefined) {
    dictionary = new StoredDictionary(file.dictionary);
    dictionaries.set(file.dictionary, dictionary);
  }
  return dictionary;
}
