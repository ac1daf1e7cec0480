import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Desired } from '../contract/desired.ts';
import { desiredFileOfPort, HOME_FILES } from '../contract/home-files.ts';
import { readDesired, removeDesired, writeDesired } from './desired-file.ts';
import { scratchHome } from './testing/scratch-home.ts';

const STOPPED: Desired = { desired: 'stopped', by: 'cli (anna)', at: 5, port: 8768 };
const RUNNING: Desired = { desired: 'running', by: 'tray (bert)', at: 6, port: 9001 };

describe.each([
  ['the listener of a home', HOME_FILES.desired, 'desired.copy.json'],
  ['a further one', desiredFileOfPort(9001), 'desired-9001.copy.json'],
])('what the operator wants of %s', (_which, file, copy) => {
  it.each<[string, (home: string) => void]>([
    ['its file is cut short', (home) => writeFileSync(path.join(home, file), '{"desired":"sto')],
    ['its file is gone', (home) => rmSync(path.join(home, file))],
    ['run/ is gone', (home) => rmSync(path.join(home, 'run'), { recursive: true })],
    ['its copy is damaged', (home) => writeFileSync(path.join(home, copy), '')],
  ])('is known when %s', (_damage, damage) => {
    const home = scratchHome();
    expect(readDesired(home, file)).toBeUndefined();
    writeDesired(home, file, RUNNING);
    writeDesired(home, file, STOPPED);
    damage(home);
    expect(readDesired(home, file)).toEqual(STOPPED);
  });

  it('is what its file says, where the copy is older', () => {
    const home = scratchHome();
    writeDesired(home, file, RUNNING);
    writeFileSync(path.join(home, file), JSON.stringify(STOPPED));
    expect(readDesired(home, file)).toEqual(STOPPED);
  });

  it('is written where its copy cannot be', () => {
    const home = scratchHome();
    writeDesired(home, file, RUNNING);
    // A folder of that name: the copy cannot be written.
    rmSync(path.join(home, copy));
    mkdirSync(path.join(home, copy));
    writeDesired(home, file, STOPPED);
    expect(JSON.parse(readFileSync(path.join(home, file), 'utf8'))).toEqual(STOPPED);
    expect(readDesired(home, file)).toEqual(STOPPED);
  });

  it('is taken back whole', () => {
    const home = scratchHome();
    writeDesired(home, file, RUNNING);
    removeDesired(home, file);
    expect(readDesired(home, file)).toBeUndefined();
  });
});
