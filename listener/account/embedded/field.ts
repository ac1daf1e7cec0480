import type { QmText } from '../text.ts';
import { type Conversion, eachToShown, toShown } from './conversion.ts';
import type { Format } from './format.ts';
import type { StoredRecord } from './record-folder.ts';

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
