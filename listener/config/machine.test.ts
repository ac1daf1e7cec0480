import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { currentMachine, environmentValue, pathsOf } from './machine.ts';
import { fakeMachine } from './testing/machine.ts';

it('asks the real disk', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'hal-outside-'));
  const { files } = currentMachine({});
  const file = path.join(directory, 'file');
  writeFileSync(file, 'text');
  expect(Buffer.from(files.read(file)).toString()).toBe('text');
  expect(() => files.read(directory)).toThrow('EISDIR');
  expect([directory, file, `${file}/x`, `${directory}/none`].map(files.isDirectory)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([directory, file, `${directory}/none`].map(files.canWriteIn)).toEqual([true, false, false]);
  expect(readdirSync(directory)).toEqual(['file']);
});

it('follows the rules of the platform asked about', () => {
  expect(pathsOf('win32').join('C:\\a', 'b')).toBe('C:\\a\\b');
  expect(pathsOf('linux').join('/a', 'b')).toBe('/a/b');
  expect(environmentValue(fakeMachine({ platform: 'win32', env: { Path: 'x' } }), 'PATH')).toBe('x');
  expect(environmentValue(fakeMachine({ env: { Path: 'x' } }), 'PATH')).toBeUndefined();
});
