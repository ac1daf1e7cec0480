import type { QmText } from '../text.ts';
import type { Conversion } from './conversion.ts';
import type { Format } from './format.ts';

/** What a dictionary says about a name: where the value is, and how it is read and shown. */
export interface Field {
  readonly name: QmText;
  readonly source: FieldSource;
  readonly conversion: Conversion | undefined;
  /** The column's heading, its lines divided by value marks. */
  readonly heading: QmText;
  readonly format: Format;
  readonly multivalued: boolean;
}

export type FieldSource =
  | { readonly kind: 'id' }
  | { readonly kind: 'attribute'; readonly number: number }
  /** A value worked out from the record: the dictionary of dictionaries has some. */
  | { readonly kind: 'derived'; readonly of: (fields: readonly QmText[]) => QmText };

/** The stored value of a field, value marks and all; empty where the record is too short. */
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
