import type { QmText } from '../text.ts';
import { conversionOf } from './conversion.ts';
import type { Field, FieldSource } from './field.ts';
import { formatOf } from './format.ts';
import type { StoredRecord } from './record-folder.ts';
import { Refusal } from './refusal.ts';

/** What a dictionary knows a name as. */
export type DictionaryItem =
  | { readonly kind: 'field'; readonly field: Field }
  /** A phrase stands for other words. */
  | { readonly kind: 'phrase'; readonly text: QmText }
  /** An item this account cannot use: why, said when a statement uses it. */
  | { readonly kind: 'unusable'; readonly refusal: Refusal };

/** The names a query may use of one file. */
export interface Dictionary {
  /** The item of this exact name. */
  item(name: QmText): DictionaryItem | undefined;
}

/** The records a stored dictionary is read from; `version` changes with them. */
export interface DictionaryRecords {
  readonly version: number;
  get(id: QmText): StoredRecord | undefined;
}

/** A dictionary read from its records, each item once until a record changes. */
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
    // Names of no item are not kept: they come from clients and have no end.
    if (item !== undefined) this.#items.set(name, item);
    return item;
  }
}

/** Reads one dictionary record: type, place, conversion, heading, format, S or M (docs/account-load.md, Query language). */
export function itemOf(name: QmText, fields: readonly QmText[]): DictionaryItem | undefined {
  const type = (fields[0] ?? '').toUpperCase();
  if (type.startsWith('PH')) return { kind: 'phrase', text: phraseText(fields.slice(1)) };
  if (/^[IACS]/.test(type)) {
    return unusable(
      `${name} is a calculated item (type ${type.charAt(0)}), which this account does not work out`,
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
    return unusable(`${name} has the conversion ${code}, which this account does not know`);
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

/** Lines that end in `_` go on in the next one. */
function phraseText(lines: readonly QmText[]): QmText {
  let text = lines[0] ?? '';
  for (let index = 1; text.endsWith('_'); index += 1) text = `${text.slice(0, -1)} ${lines[index] ?? ''}`;
  return text;
}

function unusable(message: QmText): DictionaryItem {
  return { kind: 'unusable', refusal: new Refusal(message) };
}

/** QM's DICT.DICT, as far as `LIST DICT file` needs it: what the items of a dictionary are made of. */
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
  if (item === undefined) throw new TypeError(`${name} is no item`);
  return [name, item];
}

/** The item's type: its first letter, or two for those that begin with P. */
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

/** The field of a file's id: the dictionary's `@ID` if that is the id; else the id under the file's name. */
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
