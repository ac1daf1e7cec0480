import { expect, it } from 'vitest';
import { programName } from './program-name.ts';

it.each([
  ['qemu-system-x86', ['qemu-system-x86_64', '-m', '512'], 'qemu-system-x86'],
  ['node', ['node', '/repo/node_modules/.bin/tsc', '-p', 'e2e'], 'tsc'],
  ['node', ['node', '/repo/node_modules/typescript/bin/tsc'], 'tsc'],
  ['MainThread', ['node', '--flag', '/repo/node_modules/vitest/dist/workers/forks.js'], 'vitest'],
  ['node', ['node', '/repo/node_modules/@biomejs/biome/run.js'], '@biomejs/biome'],
  ['node', ['node (vitest 3)'], 'vitest'],
  ['node', ['node (vitest)'], 'vitest'],
  ['node', ['node', 'server.mjs'], 'server'],
  ['python3', ['python3', '/srv/job.py'], 'job'],
  ['node', ['node', '-e', 'work()'], 'node'],
  ['bash', ['bash', '/proc/self/fd/3'], 'bash'],
  ['node', [], 'node'],
])('%s %j is %s', (name, words, known) => {
  expect(programName(name, words)).toBe(known);
});
