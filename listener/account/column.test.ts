import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainAmount } from './column.ts';

it.each([
  ['5.75', 0, '5.75'],
  ['-5.75', 0, '-5.75'],
  ['575-', 0, '-575'],
  ['575-', 2, '-5.75'],
  ['5.75-', 2, '-5.75'],
  ['(5.75)', 2, '-5.75'],
  ['<5.75>', 0, '-5.75'],
  ['5.75CR', 2, '-5.75'],
  ['5.75 DB', 0, '5.75'],
  ['€ -5.75', 0, '-5.75'],
  ['-€5.75', 0, '-5.75'],
  ['5,75', 0, '5.75'],
  ['-5,75 €', 0, '-5.75'],
  ['1,234.50', 0, '1234.50'],
  ['1.234,50', 0, '1234.50'],
  ['1,234', 0, '1234'],
  ["1'234.50", 0, '1234.50'],
  ['$1,234.50', 2, '1234.50'],
  ['($1,234.50)', 2, '-1234.50'],
  ['+12.00', 0, '12.00'],
  ['0-', 0, '0'],
  ['', 0, ''],
  ['n/a', 2, 'n/a'],
  ['--5', 0, '--5'],
  ['12.3.4', 0, '12.3.4'],
  ['about 5', 0, 'about 5'],
])('reads %j with %i places as %j', (text, places, amount) => {
  expect(plainAmount(text, places)).toBe(amount);
});

it('keeps every plain decimal unchanged', () => {
  fc.assert(
    fc.property(fc.integer({ min: -999_999_99, max: 999_999_99 }), (hundredths) => {
      const text = (hundredths / 100).toFixed(2);
      expect(Number(plainAmount(text, 2))).toBe(hundredths / 100);
    }),
  );
});
