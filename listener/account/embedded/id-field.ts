import type { Dictionary } from './dictionary.ts';
import type { Field } from './field.ts';
import { formatOf } from './format.ts';

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
