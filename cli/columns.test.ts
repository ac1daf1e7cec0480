import { expect, it } from 'vitest';
import { columns } from './terminal.ts';

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
