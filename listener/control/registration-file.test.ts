import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readRegistration } from '../../contract/registration.ts';
import { register } from './registration-file.ts';

const identity = {
  pid: 4711,
  processStart: 'boot:x:1',
  origin: 'cli',
  ports: [8768],
  account: 'HAL',
  version: '0.1.0',
  endpoint: '/x/run/4711.sock',
  registeredAt: 1,
  flags: {},
  environment: [] as string[],
} as const;

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-reg-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const registerOne = (userNo?: number) => register(home, { ...identity, ports: [8768] }, userNo);

it('takes the lowest free number, and gives it back', () => {
  const first = registerOne();
  const second = registerOne();
  expect([first, second].map(({ registration }) => registration.userNo)).toEqual([10_001, 10_002]);
  first.remove();
  first.remove();
  expect(registerOne().registration.userNo).toBe(10_001);
});

it('writes what a supervisor reads, whole', () => {
  const { registration } = registerOne();
  const file = path.join(home, 'run', '10001.json');
  expect(readRegistration(readFileSync(file, 'utf8'))).toEqual({ kind: 'ours', registration });
  expect(readdirSync(path.join(home, 'run'))).toEqual(['10001.json']);
});

it("keeps QM's number for a listener started from QM, over a leftover", () => {
  registerOne(42);
  expect(registerOne(42).registration.userNo).toBe(42);
  expect(registerOne().registration.userNo).toBe(10_001);
  expect(existsSync(path.join(home, 'run', '42.json'))).toBe(true);
});
