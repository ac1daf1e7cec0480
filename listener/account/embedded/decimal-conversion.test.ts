import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareValues,
  type DecimalConversion,
  decimalConversion,
  decimalFromText,
  decimalToText,
  numberOf,
} from './decimal-conversion.ts';

function conversion(code: string): DecimalConversion {
  return decimalConversion(code)!;
}

describe('decimalToText', () => {
  it.each([
    ['1299', 'MD2', '12.99'],
    ['-5', 'MD2', '-0.05'],
    ['-0.5', 'MD2', '-0.01'],
    ['12.345', 'MD20', '12.35'],
    ['1.25', 'MD42', '0.0125'],
    ['12.345', 'MD0', '12'],
    ['.5', 'MD0', '1'],
    ['1', 'MD9', '0.000000001'],
    ['-1234567', 'MD2,$', '-$12,345.67'],
    ['0', 'MD2Z', ''],
    ['1.005', 'MD2P', '1.01'],
    ['100', 'MD2P', '1.00'],
    ['  5 ', 'MD2', '0.05'],
    ['xyz', 'MD2', 'xyz'],
    ['12345678901234567890', 'MD2', '12345678901234567890'],
    ['999999999999', 'MD2', '9999999999.99'],
  ])('writes %s with %s as %s, as recorded', (value, code, text) => {
    expect(decimalToText(value, conversion(code))).toBe(text);
  });
});

describe('decimalFromText', () => {
  it.each([
    ['12.99', 'MD2', '1299'],
    ['1,234.5', 'MD2', '123450'],
    ['12.345', 'MD2', '1235'],
    ['$12.99', 'MD2', '1299'],
    ['(0.05)', 'MD2', '-5'],
    ['0.05-', 'MD2', '-5'],
    ['5.00CR', 'MD2', '-500'],
    ['5.5', 'MD42', '550'],
    ['5', 'MD20', '5'],
    ['.', 'MD2', '0'],
    ['12.99.1', 'MD2', '1299'],
    ['abc', 'MD2', ''],
    ['', 'MD2', ''],
  ])('reads %s with %s as %j', (text, code, value) => {
    expect(decimalFromText(text, conversion(code))).toBe(value);
  });

  it('reads back every number it writes', () => {
    const numbers = fc.integer({ min: -999_999_999, max: 999_999_999 });
    fc.assert(
      fc.property(numbers, fc.constantFrom('MD0', 'MD1', 'MD2', 'MD2,$', 'MD4', 'MD9'), (number, code) => {
        expect(decimalFromText(decimalToText(String(number), conversion(code)), conversion(code))).toBe(
          String(number),
        );
      }),
    );
  });
});

describe('numberOf', () => {
  it.each([
    ['5', 5],
    ['05', 5],
    [' -3.50 ', -3.5],
    ['+7', 7],
    ['5.', 5],
    ['.5', 0.5],
    ['1e3', undefined],
    ['', undefined],
    ['1 2', undefined],
    ['1234567890123456', undefined],
  ])('%j is %s', (text, number) => {
    expect(numberOf(text)).toBe(number);
  });
});

describe('compareValues', () => {
  it.each([
    ['5', '05', 0],
    ['10', '9', 1],
    ['10', '9a', -1],
    ['', '0', -1],
    ['', '', 0],
    [' 7', '5', -1],
    ['b', 'Banana', 1],
  ])('%j and %j: %i', (a, b, sign) => {
    expect(Math.sign(compareValues(a, b))).toBe(sign);
  });

  it('compares alike both ways', () => {
    const text = fc.oneof(fc.string(), fc.integer().map(String), fc.float({ noNaN: true }).map(String));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
      }),
    );
  });
});
