import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, patternOf } from './pattern.ts';

const like = (value: string, pattern: string) => matches(value, patternOf(pattern));

describe('LIKE', () => {
  it.each([
    ['apple', '...', true],
    ['', '...', true],
    ['Cetirizine', '...in...', true],
    ['City Clinic', 'City...', true],
    ['abc-123', '3A-3N', true],
    ['abc-123', "3A'-'3N", true],
    ['100%', '3N%', true],
    ['100%', '100%', true],
    ['1234', '1-4N', true],
    ['12345', '1-4N', false],
    ['abc', '0A', true],
    ['ab1', '0A', false],
    ['ab1', '0A0N', true],
    ['ab1', '3X', true],
    ['a.b', 'a.b', true],
    ['axb', 'a.b', false],
    ['100', '~3A', true],
    ['abc', '~3A', false],
    ['x', '~...', false],
    ["O'Neil", '"O\'"...', true],
    ['x', "'x", false],
    ['', '', true],
    ['x', '', false],
    ['', '...0X', false],
  ])('%j against %j: %s', (value, pattern, expected) => {
    expect(like(value, pattern)).toBe(expected);
  });

  it('finds any quoted text anywhere', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (before, text, after) => {
        fc.pre(!text.includes("'"));
        expect(like(before + text + after, `0X'${text}'0X`)).toBe(true);
      }),
    );
  });

  it('answers any pattern in time that does not explode', () => {
    expect(like('a'.repeat(2000), `${'0A'.repeat(30)}!`)).toBe(false);
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, pattern) => typeof like(value, pattern) === 'boolean'),
    );
  });
});
