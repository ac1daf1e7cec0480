import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOrCreateKey, renewKey } from './control-key.ts';
import { recordedLog } from './testing/controlled.ts';

let home = '';
let log = recordedLog();
beforeEach(() => {
  log = recordedLog();
  home = path.join(mkdtempSync(path.join(tmpdir(), 'hal-key-')), 'home');
});
afterEach(() => rmSync(path.dirname(home), { recursive: true, force: true }));

it('creates a private key once', () => {
  const key = readOrCreateKey(home, log);
  expect(key).toHaveLength(32);
  expect(readOrCreateKey(home, log)).toEqual(key);
  const file = path.join(home, 'control.key');
  expect(readFileSync(file)).toEqual(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it.each(['', 'short', 'x'.repeat(33)])(
  'puts a damaged key aside, says so, and makes another (%#)',
  (damaged) => {
    mkdirSync(home);
    writeFileSync(path.join(home, 'control.key'), damaged);
    const key = readOrCreateKey(home, log);
    expect(key).toHaveLength(32);
    expect(readOrCreateKey(home, log)).toEqual(key);
    expect(log.lines).toEqual([expect.stringMatching(/^warn control\.key was damaged: replaced it/)]);
    const movedAway = readdirSync(home).filter((name) => name.endsWith('.stale'));
    expect(movedAway.map((name) => readFileSync(path.join(home, name), 'utf8'))).toEqual([damaged]);
  },
);

it('is restored if it was removed, and adopted if another listener has created a new one', () => {
  const key = readOrCreateKey(home, log);
  const before = Buffer.from(key);
  expect(renewKey(home, key)).toBeUndefined();
  rmSync(path.join(home, 'control.key'));
  expect(renewKey(home, key)).toBe('restored');
  expect(readFileSync(path.join(home, 'control.key'))).toEqual(before);
  writeFileSync(path.join(home, 'control.key'), '');
  expect(renewKey(home, key)).toBe('restored');
  rmSync(path.join(home, 'control.key'));
  const another = readOrCreateKey(home, log);
  expect(renewKey(home, key)).toBe('replaced');
  expect(key).toEqual(another);
});

it('explains why a key cannot be created', () => {
  writeFileSync(home, 'a file, no folder');
  expect(() => readOrCreateKey(home, log)).toThrow(/cannot be (?:read|made).*E[A-Z]+/);
});
