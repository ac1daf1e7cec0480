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

/** Reads one dictionary record: type, place, conversion, heading, format, S or M (shared spec, query-subset.md). */
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
