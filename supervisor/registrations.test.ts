import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { registrationFiles, removeStale } from './registrations.ts';
import { scratchHome } from './testing/scratch-home.ts';

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

it('removes the file it judged', () => {
  const home = scratchHome();
  const file = path.join(home, 'run', '10001.json');
  writeFileSync(file, 'stale');
  expect(removeStale({ file, text: 'stale' })).toBe(true);
  expect(readdirSync(path.join(home, 'run'))).toEqual([]);
  expect(removeStale({ file, text: 'stale' })).toBe(false);
});

it('puts back what another listener wrote in the meantime', () => {
  const home = scratchHome();
  const file = path.join(home, 'run', '10001.json');
  writeFileSync(file, 'a new listener');
  expect(removeStale({ file, text: 'stale' })).toBe(false);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('a new listener');
  expect(readdirSync(path.join(home, 'run'))).toEqual(['10001.json']);
});
