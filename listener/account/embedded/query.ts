import type { QmText } from '../text.ts';
import { type Conversion, eachToShown, toShown } from './conversion.ts';
import type { Format } from './format.ts';
import type { StoredRecord } from './record-folder.ts';
import type { Operator } from './tokenizer.ts';

export type QueryVerb = 'LIST' | 'SORT' | 'COUNT' | 'SELECT' | 'SSELECT';

/** A parsed statement of the query language, resolved against the file's dictionary. */
export interface Query {
  readonly verb: QueryVerb;
  /** The QM file's name; `ofDictionary` queries its dictionary instead. */
  readonly file: string;
  readonly ofDictionary: boolean;
  /** The records requested by id, in that order; empty means all. */
  readonly ids: readonly QmText[];
  /** The report's columns, the id first unless suppressed. Empty for COUNT and SELECT. */
  readonly columns: readonly Field[];
  readonly selection: Selection | undefined;
  readonly sort: readonly SortKey[];
  /** FIRST n or SAMPLE n: how many records are taken in the file's own order, before sorting. */
  readonly sample: number | undefined;
  readonly layout: Layout;
  readonly suppress: Suppress;
  /** The statement as typed, which is the heading of a report. */
  readonly sentence: QmText;
}

export interface SortKey {
  readonly field: Field;
  readonly descending: boolean;
}

export type Layout =
  | { readonly kind: 'columns'; readonly doubleSpaced: boolean; readonly paged: boolean }
  | { readonly kind: 'vertical'; readonly paged: boolean }
  | { readonly kind: 'delimited'; readonly delimiter: QmText; readonly quoting: Quoting };

/** `needed`: CSV, only cells that need quotes. `texts`: CSV 2, all cells but numbers. */
export type Quoting = 'none' | 'needed' | 'texts';

interface Suppress {
  readonly heading: boolean;
  readonly columnHeadings: boolean;
  readonly count: boolean;
}

export type Selection =
  | { readonly kind: 'and' | 'or'; readonly left: Selection; readonly right: Selection }
  | Test
  | Presence;

/** A field that is not empty. */
export interface Presence {
  readonly kind: 'presence';
  readonly field: Field;
  readonly negated: boolean;
  readonly every: boolean;
}

export interface Test {
  readonly kind: 'test';
  readonly field: Field;
  readonly operator: Operator;
  readonly negated: boolean;
  readonly every: boolean;
  readonly ignoreCase: boolean;
  /** One value; two for BETWEEN. */
  readonly operands: readonly Operand[];
}

export type Operand =
  /** `text` is as typed; `value` is converted by the field it is compared with. */
  | { readonly kind: 'literal'; readonly text: QmText; readonly value: QmText }
  | { readonly kind: 'field'; readonly field: Field };

/** A field as its dictionary describes it: where the value is stored, and how it is converted and printed. */
export interface Field {
  readonly name: QmText;
  readonly source: FieldSource;
  readonly conversion: Conversion | undefined;
  /** The column's heading, its lines separated by value marks. */
  readonly heading: QmText;
  readonly format: Format;
  readonly multivalued: boolean;
}

export type FieldSource =
  | { readonly kind: 'id' }
  | { readonly kind: 'attribute'; readonly number: number }
  /** A value computed from the record, as in the dictionary of dictionaries. */
  | { readonly kind: 'derived'; readonly of: (fields: readonly QmText[]) => QmText };

/** The stored value of a field, including value marks; empty if the record has fewer fields. */
export function storedValue(field: Field, id: QmText, fields: readonly QmText[]): QmText {
  switch (field.source.kind) {
    case 'id':
      return id;
    case 'attribute':
      return fields[field.source.number - 1] ?? '';
    case 'derived':
      return field.source.of(fields);
  }
}

/** The printed value of a field in a record, before it is formatted. */
export function shownValue(field: Field, record: StoredRecord): QmText {
  const value = storedValue(field, record.id, record.fields);
  return field.multivalued ? eachToShown(value, field.conversion) : toShown(value, field.conversion);
}
