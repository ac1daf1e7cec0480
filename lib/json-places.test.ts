import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSyntaxError, lineOfOffset, offsetOfPath } from './json-places.ts';
import { tryParseJson } from './text.ts';

const TEXT = `{
  "words": ["a", "b"],
  "deep": {
    "list": [
      { "x": 1 },
      { "y\\"": -2.5e3 }
    ]
  }
}
`;
const lineOf = (...path: (string | number)[]) => lineOfOffset(TEXT, offsetOfPath(TEXT, path));

describe('a place', () => {
  it('is where the key of a value stands, or the value of a list', () => {
    expect([lineOf(), lineOf('words'), lineOf('words', 1), lineOf('deep', 'list', 1, 'y"')]).toEqual([
      1, 2, 2, 6,
    ]);
    expect(TEXT.slice(offsetOfPath(TEXT, ['words', 1]))).toMatch(/^"b"/);
  });

  it('of a path that leads nowhere is that of its last part which is there', () => {
    expect([lineOf('deep', 'list', 7, 'x'), lineOf('none'), lineOf('words', 0, 'x')]).toEqual([4, 1, 2]);
  });
});

describe('a syntax error', () => {
  it.each([
    ['{\n"a": 1,\n}', 2, 'The comma in front of the } must go.'],
    ['[1\n2]', 2, 'A comma (,) or a ] is missing here.'],
    ['{"a"\n1}', 2, 'A colon (:) is missing'],
    ['{\na: 1}', 2, 'a key in quotes'],
    ['["x\n"]', 1, 'A closing quote'],
    ['["a\tb"]', 1, 'no control character'],
    ['["\\d"]', 1, 'A backslash'],
    ['[\n  yes]', 2, 'Here must be a value'],
    ['{"a": [1,\n', 2, 'The text ends too early'],
    ['{\n', 2, 'The text ends too early'],
    ['{} {}', 1, 'Nothing may follow the end.'],
    ['', 1, 'a value is missing'],
    ['['.repeat(300), 1, 'too deep'],
  ])('of %j is in line %d', (text, line, message) => {
    const error = jsonSyntaxError(text);
    expect(error?.message).toContain(message);
    expect(lineOfOffset(text, error?.offset ?? -1)).toBe(line);
  });

  it('is there exactly where JSON.parse finds one, whatever was typed into good JSON', () => {
    const typed = fc.constantFrom(
      ...['"', ',', ':', '[', '}', '\\', '\\u00', '0', '-', '.', 'e', 'nul', ' ', '\n', '\u0001'],
    );
    const text = fc
      .tuple(fc.json({ maxDepth: 4 }), fc.nat(), typed, fc.boolean())
      .map(([good, where, what, deletes]) => {
        const at = where % (good.length + 1);
        return good.slice(0, at) + what + good.slice(deletes ? at + 1 : at);
      });
    fc.assert(
      fc.property(text, (one) => {
        expect(jsonSyntaxError(one) === undefined).toBe(
          tryParseJson(one) !== undefined || one.trim() === 'null',
        );
      }),
      { numRuns: 3_000 },
    );
  });
});
