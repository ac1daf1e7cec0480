import { describe, expect, it } from 'vitest';
import { withReadableDates } from './date-operand.ts';
import type { Field } from './dictionary.ts';

const field = (name: string, conversion: string): [string, Field] => [
  name,
  { name, number: 1, conversion, multivalued: false },
];
const dictionary = new Map([
  field('ISO', 'D4-YMD'),
  field('EURO', 'D4/E'),
  field('BARE', 'D'),
  field('PLAIN', ''),
  field('NAME', ''),
]);
const converted = (statement: string) => withReadableDates(statement, dictionary, (name) => name === 'PLAIN');

describe('withReadableDates', () => {
  it.each([
    ['LIST F WITH EURO >= "2026-01-01"', 'LIST F WITH EURO >= "01 JAN 2026"'],
    ["COUNT F WITH BARE = '2026-11-23' '2026-11-24'", 'COUNT F WITH BARE = "23 NOV 2026" "24 NOV 2026"'],
    [
      'LIST F EURO WITH ISO = "2026-11-23" AND WITH EURO = "2026-11-23" BY ISO',
      'LIST F EURO WITH ISO = "2026-11-23" AND WITH EURO = "23 NOV 2026" BY ISO',
    ],
    ['LIST F WITH PLAIN = "2022-10-03"', 'LIST F WITH PLAIN = "20000"'],
  ])('converts %j to %j', (statement, expected) => {
    expect(converted(statement)).toBe(expected);
  });

  it.each([
    'LIST F WITH NAME = "2026-11-23"',
    'LIST F WITH EURO = "2026-13-01"',
    'LIST F "2026-11-23" EURO',
    'LIST F EURO "2026-11-23"',
    'LIST F WITH EURO = "23 NOV 2026"',
  ])('does not change %j', (statement) => {
    expect(converted(statement)).toBe(statement);
  });
});
