import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ROOT } from '../../build/rooms.ts';
import { commitOf } from './revision-product.ts';

const hasRepository = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT }).status === 0;

it.runIf(hasRepository)('finds a commit by any name', () => {
  expect(commitOf('HEAD', ROOT)).toMatch(/^[0-9a-f]{40}$/);
});

it.runIf(hasRepository).each(['no-such-revision', '', '--all', 'HEAD:package.json'])(
  'refuses %j and names it',
  (revision) => {
    expect(() => commitOf(revision, ROOT)).toThrow(`--compare ${revision}: git knows no such commit`);
  },
);
