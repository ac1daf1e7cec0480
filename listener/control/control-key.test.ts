import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ControlKeyError, readOrCreateKey } from './control-key.ts';

let home = '';
beforeEach(() => {
  home = path.join(mkdtempSync(path.join(tmpdir(), 'hal-key-')), 'home');
});
afterEach(() => rmSync(path.dirname(home), { recursive: true, force: true }));

it('makes a key for its owner alone, once', () => {
  const key = readOrCreateKey(home);
  expect(key).toHaveLength(32);
  expect(readOrCreateKey(home)).toEqual(key);
  const file = path.join(home, 'control.key');
  expect(readFileSync(file)).toEqual(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('refuses a damaged key and says what to do', () => {
  mkdirSync(home);
  writeFileSync(path.join(home, 'control.key'), 'short');
  expect(() => readOrCreateKey(home)).toThrow(ControlKeyError);
  expect(() => readOrCreateKey(home)).toThrow(/damaged.*Remove it/);
});

it('says why a key cannot be made', () => {
  writeFileSync(home, 'a file, no folder');
  expect(() => readOrCreateKey(home)).toThrow(/cannot be read or made: E/);
});
