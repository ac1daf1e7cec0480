import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sweepRun } from './run-sweep.ts';
import { scratchHome } from './testing/scratch-home.ts';

it('removes sockets of the dead, old half-written files and old words of ends, and nothing else', () => {
  const home = scratchHome();
  const run = path.join(home, 'run');
  const names = [
    '1.sock',
    '2.sock',
    '10001.json',
    'old.json.ab.tmp',
    'new.json.ab.tmp',
    'desired.json',
    '5.exit',
    '6.exit',
  ];
  for (const name of names) writeFileSync(path.join(run, name), '');
  for (const old of ['old.json.ab.tmp', '5.exit']) utimesSync(path.join(run, old), 1, 1);
  sweepRun(home, { isAlive: (pid) => pid === 1 }, Date.now());
  expect(readdirSync(run).sort()).toEqual([
    '1.sock',
    '10001.json',
    '6.exit',
    'desired.json',
    'new.json.ab.tmp',
  ]);
  expect(() => sweepRun(path.join(home, 'nowhere'), { isAlive: () => true }, 0)).not.toThrow();
});
