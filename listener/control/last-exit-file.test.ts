import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LAST_EXIT } from '../../contract/run-state.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { writeLastExit } from './registration-file.ts';

it('leaves a word that a supervisor can read, and replaces the one before', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-exit-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeLastExit(home, { code: 0, cause: 'stop', reason: 'stopped by cli', userNo: 10_001 }, new FakeClock(1));
  writeLastExit(home, { code: 75, cause: 'error', reason: 'x'.repeat(5_000) }, new FakeClock(2));
  const word = LAST_EXIT.parse(JSON.parse(readFileSync(path.join(home, 'run', 'last-exit.json'), 'utf8')));
  expect(word).toMatchObject({ pid: process.pid, code: 75, cause: 'error', at: 2 });
  expect(word.reason).toHaveLength(2_000);
  expect(word.userNo).toBeUndefined();
  const own = LAST_EXIT.parse(JSON.parse(readFileSync(path.join(home, 'run', '10001.exit'), 'utf8')));
  expect(own).toMatchObject({ cause: 'stop', reason: 'stopped by cli' });
});

it('never holds up an exit', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-exit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => writeLastExit(file, { code: 0, cause: 'stop', reason: '' })).not.toThrow();
});
