import { expect, it } from 'vitest';
import { counted } from './counted.ts';

it('counts in the singular and the plural', () => {
  expect([0, 1, 2, 1_234].map((count) => counted(count, 'client'))).toEqual([
    '0 clients',
    '1 client',
    '2 clients',
    '1,234 clients',
  ]);
  expect(counted(1, 'client is', 'clients are')).toBe('1 client is');
  expect(counted(3, 'entry', 'entries')).toBe('3 entries');
  expect(counted(3, 'row', 'rows', '٣')).toBe('٣ rows');
});
