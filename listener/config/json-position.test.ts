import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonErrorPosition } from './config-file.ts';

it('tells line and column of what does not fit', () => {
  const cases: [string, number, number][] = [
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": x}', 1, 7],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a" 1\n}', 2, 7],
    ['[1, 2', 1, 6],
    ['{"a": "b\nc"}', 1, 7],
    ['{} {}', 1, 4],
    ["{'a': 1}", 1, 2],
    ['[01]', 1, 3],
    ['{"a": 1 // note\n}', 1, 9],
  ];
  for (const [text, line, column] of cases)
    expect([text, jsonErrorPosition(text)]).toEqual([text, { line, column }]);
});

it('finds the end of every cut-off text, as JSON.parse would', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      JSON.parse(text);
      const broken = `${text}\u0000`;
      const { line, column } = jsonErrorPosition(broken);
      expect(line).toBe(1);
      expect(column).toBe(broken.length);
    }),
  );
});
