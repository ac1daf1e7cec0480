import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sweepRun } from './run-sweep.ts';
import { scratchHome } from './testing/scratch-home.ts';

it('removes sockets of the dead and old half-written files, and nothing else', () => {
  const home = scratchHome();
  const run = path.join(home, 'run');
  const names = ['1.sock', '2.sock', '10001.json', 'old.json.ab.tmp', 'new.json.ab.tmp', 'desired.json'];
  for (const name of names) writeFileSync(path.join(run, name), '');
  utimesSync(path.join(run, 'old.json.ab.tmp'), 1, 1);
  sweepRun(home, { isAlive: (pid) => pid === 1 }, Date.now());
  expect(readdirSync(run).sort()).toEqual(['1.sock', '10001.json', 'desired.json', 'new.json.ab.tmp']);
  expect(() => sweepRun(path.join(home, 'nowhere'), { isAlive: () => true }, 0)).not.toThrow();
});
