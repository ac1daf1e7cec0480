import type { Account } from '../account.ts';
import { AccountError } from '../errors.ts';
import { MARK, type QmText, toQmText } from '../text.ts';
import { idItem } from './account-folder.ts';
import { type Dictionary, StoredDictionary } from './dictionary.ts';
import { fileNameOf, isQmFileName } from './file-name.ts';
import { itemText, type LoadFile, readLoadDocument, recordText } from './load-format.ts';

/** The part of an account that loading needs. */
export interface LoadTarget extends Pick<Account, 'read' | 'select'> {
  createFile(name: string): Promise<void>;
  /** Writes many records; `onWritten` is called after each. */
  writeAll(file: string, records: ReadonlyMap<QmText, QmText>, onWritten?: () => void): Promise<void>;
  emptyFile(name: string): Promise<void>;
  isExample(name: string): Promise<boolean>;
  /** The files that are the example. */
  exampleFiles?(): Promise<readonly string[]>;
  /** Whether opening it has just filled it with the example. */
  readonly isNew?: boolean;
}

/**
 * Deletes the example's records from every file that still has them; the dictionaries stay.
 *
 * @returns the names of those files
 */
export async function emptyExample(account: LoadTarget): Promise<readonly string[]> {
  const files = (await account.exampleFiles?.()) ?? [];
  for (const file of files) await account.emptyFile(file);
  await account.exampleFiles?.();
  return files;
}

export interface LoadOptions {
  /** QM's day number that relative dates are based on. */
  readonly today: number;
  /** Empties each file of the document first; otherwise records that are not in the document stay. */
  readonly replace?: boolean;
  /** Called with the number of records and dictionary items written so far, and their total. */
  readonly onProgress?: (written: number, all: number) => void;
}

export interface LoadCounts {
  readonly files: number;
  readonly dictionaryItems: number;
  readonly records: number;
}

interface PreparedFile {
  readonly name: string;
  readonly items: ReadonlyMap<QmText, QmText>;
  readonly records: ReadonlyMap<QmText, QmText>;
}

/**
 * Loads files from JSON (shape: load-format.ts): creates the files and writes dictionary items and records, replacing
 * those of the same id. A file that still is the unchanged example is emptied first, and its dictionary too if the
 * document contains one. The whole document is validated before anything is written: BAD_VALUE or BAD_ID with the place.
 */
export async function loadFiles(
  account: LoadTarget,
  json: unknown,
  options: LoadOptions,
): Promise<LoadCounts> {
  const files = await Promise.all(
    Object.entries(readLoadDocument(json).files).map(async ([name, file]) => {
      const known = Object.keys(file.dict).length > 0 ? NO_ITEMS : await storedItems(account, name);
      return prepareFile(name, file, known, options.today);
    }),
  );
  const all = files.reduce((sum, { items, records }) => sum + items.size + records.size, 0);
  let written = 0;
  const onWritten = () => {
    written += 1;
    options.onProgress?.(written, all);
  };
  // Files are written one after the other: each writes several records at a time, and descriptors may be scarce.
  for (const file of files) await storeFile(account, file, options.replace ?? false, onWritten);
  return {
    files: files.length,
    dictionaryItems: files.reduce((sum, { items }) => sum + items.size, 0),
    records: files.reduce((sum, { records }) => sum + records.size, 0),
  };
}

/** @param known the existing dictionary, for records by field name in a document without a dictionary */
function prepareFile(
  name: string,
  file: LoadFile,
  known: ReadonlyMap<QmText, QmText>,
  today: number,
): PreparedFile {
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

async function storeFile(
  account: LoadTarget,
  file: PreparedFile,
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

const NO_ITEMS: ReadonlyMap<QmText, QmText> = new Map();

async function storedItems(account: LoadTarget, name: string): Promise<ReadonlyMap<QmText, QmText>> {
  try {
    const dictionary = `DICT ${name}`;
    const ids = await account.select(dictionary);
    const texts = await Promise.all(ids.map((id) => account.read(dictionary, id)));
    return new Map(ids.map((id, index) => [id, texts[index] ?? '']));
  } catch (error) {
    if (error instanceof AccountError && error.code === 'FILE_NOT_FOUND') return NO_ITEMS;
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
