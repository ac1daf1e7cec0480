import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { ENTRIES, ENTRY } from './testing/entries.ts';

it('is taken apart as it was put together', () => {
  expect(windowsCommandLine(ENTRY)).toBe(
    '"C:\\Program Files\\nodejs\\node.exe" "C:\\HAL Listener\\hal-listener.cjs" watch --port=9000',
  );
  fc.assert(
    fc.property(ENTRIES, (entry) => {
      expect(entryOfWindowsCommandLine(windowsCommandLine(entry))).toEqual(entry);
    }),
  );
});

// Examples of Microsoft's page "Parsing C Command-Line Arguments".
it.each([
  ['x "abc" d e', ['abc', 'd', 'e']],
  ['x a\\\\b d"e f"g h', ['a\\\\b', 'de fg', 'h']],
  ['x a\\\\\\"b c d', ['a\\"b', 'c', 'd']],
  ['x a\\\\\\\\"b c" d e', ['a\\\\b c', 'd', 'e']],
])('reads %s', (line, args) => {
  expect(entryOfWindowsCommandLine(line)).toEqual({ program: 'x', args });
});

it('takes nothing for no entry', () => {
  expect(entryOfWindowsCommandLine('  ')).toBeUndefined();
});
