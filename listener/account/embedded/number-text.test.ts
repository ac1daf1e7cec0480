import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues, numberOf } from './number-text.ts';

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
