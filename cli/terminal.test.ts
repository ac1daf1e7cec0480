import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columns, printable, printableLine } from './terminal.ts';

it('escapes control characters', () => {
  expect(printable('\u001b[31mred\u001b[0m')).toBe('\\u001b[31mred\\u001b[0m');
  expect(printable('\u009b2Jgone')).toBe('\\u009b2Jgone');
  expect(printable('user\u202egnp.exe')).toBe('user\\u202egnp.exe');
  expect(printable('true\rfalse')).toBe('true\\u000dfalse');
  expect(printable('\u0007\u0000\u007f')).toBe('\\u0007\\u0000\\u007f');
});

it('leaves what people write as it is', () => {
  const text = 'Müller\t12 €\r\n家族 👨‍👩‍👧 नमस्ते\n';
  expect(printable(text)).toBe(text);
});

it('keeps a name on its line', () => {
  expect(printableLine('a\nWebSocket Listener: RUNNING\r\n')).toBe('a\\nWebSocket Listener: RUNNING\\r\\n');
});

it('leaves no control character in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/(?![\n\t]|\r\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
      expect(printableLine(text)).not.toMatch(/[\n\r]/);
    }),
  );
});

it('keeps an external name within its cell of a table', () => {
  const table = columns([
    ['ID', 'AGENT'],
    ['1', 'evil\n2   trusted\u001b[2K'],
    ['3', 'plain'],
  ]);
  expect(table).toBe('ID  AGENT\n1   evil\\n2   trusted\\u001b[2K\n3   plain\n');
});

it('aligns cells and leaves no spaces at the end', () => {
  expect(
    columns([
      ['A', 'B', 'C'],
      ['long', '', 'x'],
      ['', 'yy', ''],
    ]),
  ).toBe('A     B   C\nlong      x\n      yy\n');
  expect(columns([])).toBe('');
});
