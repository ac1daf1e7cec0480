import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText, toQmText } from '../text.ts';
import { idItem } from './account-folder.ts';
import { type Dictionary, StoredDictionary } from './dictionary.ts';
import { fileNameOf, isQmFileName } from './file-name.ts';
import { itemText, type LoadFile, readLoadDocument, recordText } from './load-format.ts';

/** What loading needs of an account. */
export interface LoadTarget extends Pick<Account, 'read' | 'select'> {
  createFile(name: string): Promise<void>;
  /** Writes many records; `onWritten` is told after each. */
  writeAll(file: string, records: ReadonlyMap<QmText, QmText>, onWritten?: () => void): Promise<void>;
  emptyFile(name: string): Promise<void>;
  isExample(name: string): Promise<boolean>;
  /** The files that answer from the example. */
  exampleFiles?(): Promise<readonly string[]>;
  /** Whether this very opening filled it with the example. */
  readonly isNew?: boolean;
}

/**
 * Takes the example's records away from every file that still has them; their dictionaries stay.
 *
 * @returns the files
 */
export async function emptyExample(account: LoadTarget): Promise<readonly string[]> {
  const files = (await account.exampleFiles?.()) ?? [];
  for (const file of files) await account.emptyFile(file);
  await account.exampleFiles?.();
  return files;
}

export interface LoadOptions {
  /** QM's number of the day relative dates count from. */
  readonly today: number;
  /** Empties each file of the document first; else records that are not in the document stay. */
  readonly replace?: boolean;
  /** Is told how many records and dictionary items are written by now, of how many. */
  readonly onProgress?: (written: number, all: number) => void;
}

export interface LoadCounts {
  readonly files: number;
  readonly dictionaryItems: number;
  readonly records: number;
}

interface ReadyFile {
  readonly name: string;
  readonly items: ReadonlyMap<QmText, QmText>;
  readonly records: ReadonlyMap<QmText, QmText>;
}

/**
 * Loads files from JSON (shape: load-format.ts): makes the files, writes dictionary items and records over those
 * of the same id. A file that still holds the untouched example is emptied first, its dictionary too where the
 * document brings one. The whole document is checked before anything is written: BAD_VALUE or BAD_ID with the place.
 */
export async function loadFiles(
  account: LoadTarget,
  json: unknown,
  options: LoadOptions,
): Promise<LoadCounts> {
  const files = await Promise.all(
    Object.entries(readLoadDocument(json).files).map(async ([name, file]) => {
      const known = Object.keys(file.dict).length > 0 ? NOTHING : await storedItems(account, name);
      return ready(name, file, known, options.today);
    }),
  );
  const all = files.reduce((sum, { items, records }) => sum + items.size + records.size, 0);
  let written = 0;
  const onWritten = () => {
    written += 1;
    options.onProgress?.(written, all);
  };
  // One after the other: each writes many records at a time, and a process may have few descriptors.
  for (const file of files) await store(account, file, options.replace ?? false, onWritten);
  return {
    files: files.length,
    dictionaryItems: files.reduce((sum, { items }) => sum + items.size, 0),
    records: files.reduce((sum, { records }) => sum + records.size, 0),
  };
}

/** @param known the dictionary that is there already, for records written by field name without one of their own */
function ready(name: string, file: LoadFile, known: ReadonlyMap<QmText, QmText>, today: number): ReadyFile {
  if (!isQmFileName(name)) throw new AccountError('BAD_ID', `files.${name}: not a name for a file`);
  const items = new Map<QmText, QmText>();
  for (const [id, item] of Object.entries(file.dict)) {
    items.set(checkedId(id, `files.${name}.dict`), itemText(item));
  }
  const context = { dictionary: dictionaryOf(name, new Map([...known, ...items])), today };
  const records = new Map<QmText, QmText>();
  for (const [id, record] of Object.entries(file.data)) {
    const where = `files.${name}.data.${id}`;
    records.set(checkedId(id, `files.${name}.data`), recordText(record, where, context));
  }
  return { name, items, records };
}

async function store(
  account: LoadTarget,
  file: ReadyFile,
  replace: boolean,
  onWritten: () => void,
): Promise<void> {
  await account.createFile(file.name);
  const example = await account.isExample(file.name);
  if (replace || example) await account.emptyFile(file.name);
  if (example && file.items.size > 0) await account.emptyFile(`DICT ${file.name}`);
  await account.writeAll(`DICT ${file.name}`, file.items, onWritten);
  await account.writeAll(file.name, file.records, onWritten);
}

const NOTHING: ReadonlyMap<QmText, QmText> = new Map();

async function storedItems(account: LoadTarget, name: string): Promise<ReadonlyMap<QmText, QmText>> {
  try {
    const dictionary = `DICT ${name}`;
    const ids = await account.select(dictionary);
    const texts = await Promise.all(ids.map((id) => account.read(dictionary, id)));
    return new Map(ids.map((id, index) => [id, texts[index] ?? '']));
  } catch (error) {
    if (error instanceof AccountError && error.code === 'FILE_NOT_FOUND') return NOTHING;
    throw error;
  }
}

function checkedId(id: string, where: string): QmText {
  const bytes = toQmText(id);
  try {
    fileNameOf(bytes);
  } catch (error) {
    throw new AccountError('BAD_ID', `${where}.${id}: ${error instanceof Error ? error.message : ''}`);
  }
  return bytes;
}

function dictionaryOf(name: string, items: ReadonlyMap<QmText, QmText>): Dictionary {
  const texts = new Map([['@ID', idItem(name)], ...items]);
  return new StoredDictionary({
    version: 1,
    get: (id) => {
      const text = texts.get(id);
      return text === undefined ? undefined : { id, text, fields: text.split(MARK.field) };
    },
  });
}
