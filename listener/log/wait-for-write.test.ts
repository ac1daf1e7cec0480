import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemDisk } from './log-disk.ts';
import { waitForWrite } from './log-file.ts';
import { scratch } from './testing/scratch.ts';

it('sees bytes that are behind the place, and no others', () => {
  const file = path.join(scratch(), 'x');
  expect(waitForWrite(systemDisk, file, 0, Buffer.from('one'))).toBe(false);
  writeFileSync(file, 'one\ntwo\n');
  expect(waitForWrite(systemDisk, file, 4, Buffer.from('two\n'))).toBe(true);
  expect(waitForWrite(systemDisk, file, 4, Buffer.from('one\n'))).toBe(false);
});
