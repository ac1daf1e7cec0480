import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { scratchHome } from '../testing/scratch-home.ts';
import { registrationFiles } from './find-listeners.ts';

it('lists registrations by number, whatever state they are in, and no other file', () => {
  const home = scratchHome();
  const run = path.join(home, 'run');
  for (const name of ['10002.json', '42.json', 'desired.json', '10001.json.ab.tmp', '4711.sock']) {
    writeFileSync(path.join(run, name), '');
  }
  expect(registrationFiles(home).map(({ userNo, read }) => [userNo, read.kind])).toEqual([
    [42, 'garbage'],
    [10_002, 'garbage'],
  ]);
  expect(registrationFiles(path.join(home, 'nowhere'))).toEqual([]);
});
