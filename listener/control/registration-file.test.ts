import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { readRegistration } from '../../contract/registration.ts';
import { LAST_EXIT } from '../../contract/run-state.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { OwnRegistration, writeLastExit } from './registration-file.ts';

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

/** Every PID is that of a living process. */
function registerOne(userNo?: number, pid: number = identity.pid): OwnRegistration {
  const one = new OwnRegistration(home, { ...identity, pid, ports: [8768] }, userNo, () => true);
  one.publish();
  return one;
}

it('uses the lowest free number and releases it', () => {
  const first = registerOne();
  const second = registerOne();
  expect([first, second].map(({ value }) => value.userNo)).toEqual([10_001, 10_002]);
  first.remove();
  first.remove();
  expect(registerOne().value.userNo).toBe(10_001);
});

it('writes a complete file that supervisors can parse', () => {
  const registration = registerOne().value;
  const file = path.join(home, 'run', '10001.json');
  expect(readRegistration(readFileSync(file, 'utf8'))).toEqual({ kind: 'ours', registration });
  expect(readdirSync(path.join(home, 'run'))).toEqual(['10001.json']);
});

it("uses QM's number for a listener started from QM, replacing a leftover file", () => {
  registerOne(42);
  expect(registerOne(42).value.userNo).toBe(42);
  expect(registerOne().value.userNo).toBe(10_001);
  expect(existsSync(path.join(home, 'run', '42.json'))).toBe(true);
});

it.each([
  ['removed', () => rmSync(path.join(home, 'run'), { recursive: true })],
  ['emptied', () => writeFileSync(path.join(home, 'run', '10001.json'), '')],
  ['cut short', () => writeFileSync(path.join(home, 'run', '10001.json'), '{"form":1')],
  [
    'set back',
    () =>
      writeFileSync(
        path.join(home, 'run', '10001.json'),
        JSON.stringify({ ...registerOne().value, ports: [1] }),
      ),
  ],
])('is restored if it was %s', (_what, damage) => {
  const one = registerOne();
  expect(one.publish()).toBe(false);
  damage();
  expect(one.publish()).toBe(true);
  expect(one.value.userNo).toBe(10_001);
  const text = readFileSync(path.join(home, 'run', '10001.json'), 'utf8');
  expect(readRegistration(text)).toEqual({ kind: 'ours', registration: one.value });
});

it("leaves its number to a running listener that took it meanwhile, and never removes another's file", () => {
  const one = registerOne();
  rmSync(path.join(home, 'run', '10001.json'));
  const other = registerOne(undefined, 5000);
  expect(other.value.userNo).toBe(10_001);
  expect(one.publish()).toBe(true);
  expect(one.value.userNo).toBe(10_002);
  rmSync(path.join(home, 'run', '10002.json'));
  writeFileSync(path.join(home, 'run', '10002.json'), 'of somebody else');
  one.remove();
  expect(existsSync(path.join(home, 'run', '10002.json'))).toBe(true);
});

it('writes an exit record that supervisors can parse, replacing the previous one', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-exit-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeLastExit(home, { code: 0, cause: 'stop', reason: 'stopped by cli', userNo: 10_001 }, new FakeClock(1));
  writeLastExit(home, { code: 75, cause: 'error', reason: 'x'.repeat(5_000) }, new FakeClock(2));
  const exit = LAST_EXIT.parse(JSON.parse(readFileSync(path.join(home, 'run', 'last-exit.json'), 'utf8')));
  expect(exit).toMatchObject({ pid: process.pid, code: 75, cause: 'error', at: 2 });
  expect(exit.reason).toHaveLength(2_000);
  expect(exit.userNo).toBeUndefined();
  const own = LAST_EXIT.parse(JSON.parse(readFileSync(path.join(home, 'run', '10001.exit'), 'utf8')));
  expect(own).toMatchObject({ cause: 'stop', reason: 'stopped by cli' });
});

it('never delays an exit', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-exit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => writeLastExit(file, { code: 0, cause: 'stop', reason: '' })).not.toThrow();
});
