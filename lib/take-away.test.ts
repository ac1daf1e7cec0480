import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeIfUnchangedSync } from './take-away.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-away-'));
  file = path.join(folder, '10001.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('takes the file away that was judged, once', () => {
  writeFileSync(file, 'stale');
  expect(removeIfUnchangedSync(file, 'stale')).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  expect(removeIfUnchangedSync(file, 'stale')).toBe(false);
});

it('puts back what another process wrote in the meantime', () => {
  writeFileSync(file, 'a new listener');
  expect(removeIfUnchangedSync(file, 'stale')).toBe(false);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('a new listener');
  expect(readdirSync(folder)).toEqual(['10001.json']);
});

it('keeps it beside its place where it is to be looked at', () => {
  writeFileSync(file, Buffer.from([0xff, 0]));
  expect(removeIfUnchangedSync(file, Buffer.from([0xff, 0]), true)).toBe(true);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^10001\.json\.[0-9a-f]{12}\.stale$/)]);
});

it('takes a folder away that has the name of a file', () => {
  mkdirSync(file);
  expect(removeIfUnchangedSync(file, undefined)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});
