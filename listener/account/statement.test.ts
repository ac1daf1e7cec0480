import { expect, it } from 'vitest';
import { maskedStatement } from './statement.ts';

it.each([
  ['LIST MEDICATION WITH NAME = "Amoxil" CSV', 'LIST MEDICATION WITH NAME = "***" CSV'],
  [`LIST A WITH B = 'it "is"' OR WITH C = "x"`, 'LIST A WITH B = "***" OR WITH C = "***"'],
  ['LIST A WITH B = "never closed', 'LIST A WITH B = "***"'],
  ['SELECT A\u00feLIST A', 'SELECT A LIST A'],
  ['WHO', 'WHO'],
])('%s', (statement, masked) => {
  expect(maskedStatement(statement)).toBe(masked);
});
