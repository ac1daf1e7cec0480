import type { QmText } from '../text.ts';
import { type Dictionary, type DictionaryItem, itemOf } from './dictionary.ts';
import type { Field } from './field.ts';
import { formatOf } from './format.ts';

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
