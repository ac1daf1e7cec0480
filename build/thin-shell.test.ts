import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const FOLDER = path.resolve(import.meta.dirname, '../electron');
const MAX_LINES = 900;

it('keeps the shell around the panel thin: lines of code, without tests, comments and empty lines', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const lines = files.flatMap((name) => readFileSync(path.join(FOLDER, name), 'utf8').split('\n'));
  expect(lines.filter((line) => !/^\s*($|\/\/|\*|\/\*)/.test(line)).length).toBeLessThan(MAX_LINES);
});
