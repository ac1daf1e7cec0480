import { expect, it } from 'vitest';
import { itemOf } from './dictionary.ts';
import type { Field } from './field.ts';
import type { SortKey } from './query.ts';
import { sorted } from './record-order.ts';

function key(number: number, format: string, descending = false): SortKey {
  const item = itemOf('F', ['D', String(number), '', '', format, 'S']) as { readonly field: Field };
  return { field: item.field, descending };
}

function order(rows: readonly (readonly string[])[], ...keys: readonly SortKey[]): string {
  const records = rows.map((fields, index) => ({ id: `${index}`, text: '', fields }));
  return sorted(records, keys)
    .map(({ fields }) => fields[0])
    .join(' ');
}

it('sorts left-justified fields as text, right-justified ones as numbers', () => {
  const rows = [['10'], ['9'], ['-3'], ['05']];
  expect(order(rows, key(1, '5L'))).toBe('-3 05 10 9');
  expect(order(rows, key(1, '5R'))).toBe('-3 05 9 10');
  expect(order(rows, key(1, '5R', true))).toBe('10 9 05 -3');
});

it('takes the empty value for 0 and aligns texts at their right', () => {
  expect(order([['1'], ['-1'], ['']], key(1, '5R'))).toBe('-1  1');
  expect(order([['b'], ['aa']], key(1, '5R'))).toBe('b aa');
});

it('sorts by the next key where one is equal, and the reverse of what came where all are', () => {
  const rows = [
    ['a', '1'],
    ['b', '2'],
    ['c', '1'],
  ];
  expect(order(rows, key(2, '5R'))).toBe('c a b');
  expect(order(rows, key(2, '5R', true), key(1, '5L'))).toBe('b a c');
  expect(order(rows)).toBe('a b c');
});
