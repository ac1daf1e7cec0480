import type { QmText } from '../text.ts';
import { conversionOf } from './conversion.ts';
import { formatOf } from './format.ts';
import type { Field, FieldSource } from './query.ts';
import type { StoredRecord } from './record-folder.ts';
import { StatementError } from './tokenizer.ts';

/** What a name means in a dictionary. */
export type DictionaryItem =
  | { readonly kind: 'field'; readonly field: Field }
  /** A phrase stands for other words. */
  | { readonly kind: 'phrase'; readonly text: QmText }
  /** An item that this account does not support; `error` is thrown when a statement uses it. */
  | { readonly kind: 'unusable'; readonly error: StatementError };

/** The names a query may use of one file. */
export interface Dictionary {
  /** The item of this exact name. */
  item(name: QmText): DictionaryItem | undefined;
}

/** The records of a stored dictionary; `version` changes whenever one of them does. */
export interface DictionaryRecords {
  readonly version: number;
  get(id: QmText): StoredRecord | undefined;
}

/** A dictionary parsed from its records; items are cached until a record changes. */
export class StoredDictionary implements Dictionary {
  readonly #records: DictionaryRecords;
  readonly #items = new Map<QmText, DictionaryItem | undefined>();
  #version = -1;

  constructor(records: DictionaryRecords) {
    this.#records = records;
  }

  item(name: QmText): DictionaryItem | undefined {
    if (this.#version !== this.#records.version) {
      this.#items.clear();
      this.#version = this.#records.version;
    }
    if (this.#items.has(name)) return this.#items.get(name);
    const record = this.#records.get(name);
    const item = record && itemOf(name, record.fields);
    // Unknown names are not cached: they come from clients, so their number has no limit.
    if (item !== undefined) this.#items.set(name, item);
    return item;
  }
}

/** Parses a dictionary record: type, place, conversion, heading, format, S or M (docs/account-load.md, Query language). */
export function itemOf(name: QmText, fields: readonly QmText[]): DictionaryItem | undefined {
  const type = (fields[0] ?? '').toUpperCase();
  if (type.startsWith('PH')) return { kind: 'phrase', text: phraseText(fields.slice(1)) };
  if (/^[IACS]/.test(type)) {
    return unusable(
      `${name} is a calculated item (type ${type.charAt(0)}), which this account does not support`,
    );
  }
  return type.startsWith('D') ? fieldItem(name, fields) : undefined;
}

function fieldItem(name: QmText, fields: readonly QmText[]): DictionaryItem {
  const [, place = '', code = '', heading = '', format = '', multiplicity = ''] = fields;
  if (!/^\d*$/.test(place) || Number(place) > 9997) {
    return unusable(`Dictionary entry for ${name} has non-numeric field location`);
  }
  const conversion = code === '' ? undefined : conversionOf(code);
  if (code !== '' && conversion === undefined) {
    return unusable(`${name} has the conversion ${code}, which this account does not support`);
  }
  const source: FieldSource =
    Number(place) === 0 ? { kind: 'id' } : { kind: 'attribute', number: Number(place) };
  const field: Field = {
    name,
    source,
    conversion,
    heading: heading || name,
    format: formatOf(format),
    multivalued: multiplicity.startsWith('M'),
  };
  return { kind: 'field', field };
}

/** Joins the lines of a phrase; a line that ends in `_` continues on the next one. */
function phraseText(lines: readonly QmText[]): QmText {
  let text = lines[0] ?? '';
  for (let index = 1; text.endsWith('_'); index += 1) text = `${text.slice(0, -1)} ${lines[index] ?? ''}`;
  return text;
}

function unusable(message: QmText): DictionaryItem {
  return { kind: 'unusable', error: new StatementError(message) };
}

/** QM's DICT.DICT, as far as `LIST DICT file` needs it: it describes the items of a dictionary. */
export const DICTIONARY_OF_DICTIONARIES: Dictionary = { item: (name) => ITEMS.get(name) };

const DEFAULT_PHRASE = 'TYPE FLD CONVERSION NAME FORMAT.CODE SMV ASSOCIATION BY TYPE.CODE BY LOC.R BY NAME';

const ITEMS: ReadonlyMap<QmText, DictionaryItem> = new Map([
  ['@', { kind: 'phrase', text: DEFAULT_PHRASE }],
  stored('@ID', 0, '@ID', '12L'),
  stored('LOC', 2, 'LOC', '14T'),
  stored('LOC.R', 2, 'LOC', '14R'),
  stored('FLD', 2, 'LOC', '14T'),
  stored('CNV', 3, 'CONV', '6L'),
  stored('CONVERSION', 3, 'CONV', '6L'),
  stored('NAME', 4, 'NAME', '12L', 'M'),
  stored('D.NAME', 4, 'NAME', '12L'),
  stored('FORMAT', 5, 'FORMAT', '6L'),
  stored('FORMAT.CODE', 5, 'FORMAT', '6L'),
  stored('SM', 6, 'S/M', '3L'),
  stored('SMV', 6, 'S/M', '3L'),
  stored('ASSOC', 7, 'ASSOC', '8L'),
  stored('ASSOCIATION', 7, 'ASSOC', '8L'),
  derived('TYPE', 'TYPE', '2L'),
  derived('TYPE.CODE', 'Type', '4L'),
]);

function stored(
  name: string,
  number: number,
  heading: string,
  format: string,
  multiplicity = 'S',
): [QmText, DictionaryItem] {
  const item = itemOf(name, ['D', String(number), '', heading, format, multiplicity]);
  if (item === undefined) throw new TypeError(`${name} is not an item`);
  return [name, item];
}

/** A field with an item's type: its first letter, or the first two if it begins with P. */
function derived(name: string, heading: string, format: string): [QmText, DictionaryItem] {
  const field: Field = {
    name,
    source: { kind: 'derived', of: typeOf },
    conversion: undefined,
    heading,
    format: formatOf(format),
    multivalued: false,
  };
  return [name, { kind: 'field', field }];
}

function typeOf(fields: readonly QmText[]): QmText {
  const type = (fields[0] ?? '').toUpperCase();
  return type.slice(0, type.startsWith('P') ? 2 : 1);
}

/** The field of a file's id: the dictionary's `@ID` if that is the id, otherwise the id with the file's name as heading. */
export function idField(file: string, dictionary: Dictionary): Field {
  const item = dictionary.item('@ID');
  if (item?.kind === 'field' && item.field.source.kind === 'id') return item.field;
  return {
    name: '@ID',
    source: { kind: 'id' },
    conversion: undefined,
    heading: file,
    format: formatOf('12L'),
    multivalued: false,
  };
}
