import { describe, expect, it } from 'vitest';
import { DICTIONARY_OF_DICTIONARIES, itemOf, StoredDictionary } from './dictionary.ts';

describe('itemOf', () => {
  it('reads a field', () => {
    expect(itemOf('COST', ['D', '21', 'MD2', 'Cost', '10R', 'M'])).toMatchObject({
      kind: 'field',
      field: { name: 'COST', source: { kind: 'attribute', number: 21 }, heading: 'Cost', multivalued: true },
    });
  });

  it('uses field 0 as the id, and the name for a missing heading', () => {
    expect(itemOf('KEY', ['D', '0'])).toMatchObject({ field: { source: { kind: 'id' }, heading: 'KEY' } });
  });

  it('joins the lines of a phrase', () => {
    expect(itemOf('@', ['PH', 'A B _', 'C'])).toEqual({ kind: 'phrase', text: 'A B  C' });
  });

  it.each([
    [
      'a calculated item',
      ['I', 'A:B'],
      'E is a calculated item (type I), which this account does not support',
    ],
    ['a place that is no number', ['D', 'x'], 'Dictionary entry for E has non-numeric field location'],
    [
      'a conversion it does not know',
      ['D', '1', 'G1'],
      'E has the conversion G1, which this account does not support',
    ],
  ])('explains why it cannot use %s', (_, fields, message) => {
    expect(itemOf('E', fields)).toMatchObject({ kind: 'unusable', error: { output: message, status: -1 } });
  });

  it('supports no other types', () => {
    expect(itemOf('E', ['X', 'note'])).toBeUndefined();
    expect(itemOf('E', [])).toBeUndefined();
  });
});

describe('StoredDictionary', () => {
  it('reads an item again when the records have changed', () => {
    const records = { version: 1, get: () => ({ id: 'A', text: '', fields }) };
    let fields = ['D', '1', '', 'Old'];
    const dictionary = new StoredDictionary(records);
    expect(dictionary.item('A')).toMatchObject({ field: { heading: 'Old' } });
    fields = ['D', '1', '', 'New'];
    expect(dictionary.item('A')).toMatchObject({ field: { heading: 'Old' } });
    records.version = 2;
    expect(dictionary.item('A')).toMatchObject({ field: { heading: 'New' } });
  });
});

describe('the dictionary of dictionaries', () => {
  it('shows two letters of the types that begin with P', () => {
    const item = DICTIONARY_OF_DICTIONARIES.item('TYPE');
    const source = item?.kind === 'field' ? item.field.source : undefined;
    expect(source?.kind === 'derived' && [source.of(['PH']), source.of(['D text']), source.of([])]).toEqual([
      'PH',
      'D',
      '',
    ]);
  });
});
