import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLines, formatOf } from './format.ts';

describe('formatted', () => {
  it.each([
    ['abc', '6R', ['   abc']],
    ['abc', '6C', [' abc  ']],
    ['ab', '5T', ['ab   ']],
    ['abcdefgh', '3L', ['abc', 'def', 'gh ']],
    ['a b c d', '3T', ['a b', 'c d']],
    ['ab cdefgh ij', '4T', ['ab  ', 'cdef', 'gh  ', 'ij  ']],
    ['ab  cd', '3T', ['ab ', 'cd ']],
    ['12.345', '8R2', ['   12.35']],
    ['', '8R2', ['    0.00']],
    ['abc', '8R2', ['     abc']],
    ['1234567.5', '12R2,', ['1,234,567.50']],
    ['5', '5*R', ['****5']],
    ['apple', '12"*"R', ['*******apple']],
    ['5.7', '8R0', ['       6']],
    ['12.5', '10L2', ['12.50     ']],
    ['123456789', '8R2', ['12345678', '9.00    ']],
    ['12', 'R', ['12']],
    ['12', '', ['12']],
  ])('lays out %j in %s, as recorded', (value, code, lines) => {
    expect(formatLines(value, formatOf(code))).toEqual(lines);
  });

  it('loses nothing and fills every line', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        const lines = formatLines(text, formatOf(`${width}L`));
        expect(lines.join('').trimEnd()).toBe(text.trimEnd());
        for (const line of lines) expect(line).toHaveLength(width);
      }),
    );
  });
});
