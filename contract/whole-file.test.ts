import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { persistently, publishWhole, replaceWhole } from './whole-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('publishes once: what is there stays', () => {
  const file = path.join(folder, 'a');
  expect(publishWhole(file, 'first', 0o600)).toBe(true);
  expect(publishWhole(file, 'second', 0o600)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('first');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a']);
});

it('replaces what is there', () => {
  const file = path.join(folder, 'a');
  replaceWhole(file, 'first', 0o644);
  replaceWhole(file, 'second', 0o644);
  expect(readFileSync(file, 'utf8')).toBe('second');
  expect(readdirSync(folder)).toEqual(['a']);
});

it('leaves nothing behind when it fails', () => {
  expect(() => publishWhole(path.join(folder, 'no', 'a'), '', 0o600)).toThrow(/ENOENT/);
  expect(() => replaceWhole(path.join(folder, '.'), '', 0o600)).toThrow();
  expect(readdirSync(folder)).toEqual([]);
});

it('waits on Windows for a file that somebody holds for a moment, and gives up in the end', () => {
  const locked = Object.assign(new Error('locked'), { code: 'EPERM' });
  const run = (failures: number, platform: NodeJS.Platform): number => {
    let [left, waited] = [failures, 0];
    const work = (): void => {
      if (left-- > 0) throw locked;
    };
    persistently(work, platform, (ms) => {
      waited += ms;
    });
    return waited;
  };
  expect(run(3, 'win32')).toBe(75);
  expect(() => run(1_000, 'win32')).toThrow('locked');
  expect(() => run(1, 'linux')).toThrow('locked');
});
