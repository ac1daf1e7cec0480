import type { QmText } from '../text.ts';
import { eachToShown, toShown } from './conversion.ts';
import { type Field, storedValue } from './field.ts';
import type { StoredRecord } from './record-folder.ts';

/** What a column shows of a record, before it is formatted. */
export function shownValue(field: Field, record: StoredRecord): QmText {
  const value = storedValue(field, record.id, record.fields);
  return field.multivalued ? eachToShown(value, field.conversion) : toShown(value, field.conversion);
}
