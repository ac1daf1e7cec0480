import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desiredFileOfPort, HOME_FILES } from '../../contract/home-files.ts';
import type { Desired } from '../../contract/run-state.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { readDesired, removeDesired, writeDesired } from './desired-state.ts';

const disk = vi.hoisted(() => ({ undo: (_name: string): boolean => true }));
vi.mock(import('../../lib/atomic-file.ts'), async (original) => {
  const real = await original();
  const replaceFileSync: typeof real.replaceFileSync = (file, ...rest) => {
    if (!disk.undo(path.basename(file)))
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    real.replaceFileSync(file, ...rest);
  };
  return { ...real, replaceFileSync };
});
beforeEach(() => {
  disk.undo = () => true;
});

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

  it('is what its file says, where the disk did not take the copy', () => {
    const home = scratchHome();
    writeDesired(home, file, RUNNING);
    disk.undo = (name) => name !== path.basename(copy);
    writeDesired(home, file, STOPPED);
    expect(readDesired(home, file)).toEqual(STOPPED);
    rmSync(path.join(home, file));
    // Better nothing than what was said before.
    expect(readDesired(home, file)).toBeUndefined();
  });

  it('is what it was, where the disk takes nothing, and its file is gone then', () => {
    const home = scratchHome();
    writeDesired(home, file, STOPPED);
    disk.undo = () => false;
    expect(() => writeDesired(home, file, RUNNING)).toThrow(/ENOSPC/);
    rmSync(path.join(home, file));
    expect(readDesired(home, file)).toEqual(STOPPED);
  });

  it('is taken back whole', () => {
    const home = scratchHome();
    writeDesired(home, file, RUNNING);
    removeDesired(home, file);
    expect(readDesired(home, file)).toBeUndefined();
  });
});
