/** Where text stops being JSON: line and column, counted from 1. JSON.parse does not tell on every Node. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The place of the first error in text that JSON.parse refused. */
export function jsonErrorPosition(text: string): Position {
  const before = text.slice(0, errorOffset(text)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Walks the text by JSON's grammar with a stack of open brackets, and stops where it does not fit. */
function errorOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expectation = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found !== null;
  };
  for (;;) {
    take(SPACE);
    const next = text[at];
    const inside = open.at(-1);
    const closes = next !== undefined && next === (inside === '{' ? '}' : inside === '[' ? ']' : undefined);
    if (closes && (expected === 'more' || expected === 'first' || expected === 'first name')) {
      open.pop();
      at += 1;
      expected = 'more';
    } else if (expected === 'more') {
      if (inside === undefined || next !== ',') return at;
      at += 1;
      expected = inside === '{' ? 'name' : 'value';
    } else if (expected === 'name' || expected === 'first name') {
      if (!take(STRING)) return at;
      take(SPACE);
      if (text[at] !== ':') return at;
      at += 1;
      expected = 'value';
    } else if (next === '{' || next === '[') {
      open.push(next);
      at += 1;
      expected = next === '{' ? 'first name' : 'first';
    } else {
      if (!take(STRING) && !take(NUMBER_OR_WORD)) return at;
      expected = 'more';
    }
  }
}

/** What may come: `first` is a value or the end of an array, `first name` a name or the end of an object. */
type Expectation = 'value' | 'first' | 'name' | 'first name' | 'more';
