import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { whyNotStart } from './home-writing.ts';

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

it('says why somebody who may only read a home of Windows does not start its listener', () => {
  expect(whyNotStart('C:\\home', 'win32', failing('EPERM'))).toMatch(
    /^You may read C:\\home and give orders/,
  );
  expect(whyNotStart('C:\\home', 'win32', failing('EACCES'))).toContain('administrator');
  // It is not there yet, or the disk is full: the start itself says so.
  for (const code of ['ENOENT', 'ENOSPC'])
    expect(whyNotStart('C:\\home', 'win32', failing(code))).toBeUndefined();
  expect(whyNotStart('/home', 'linux', failing('EACCES'))).toBeUndefined();
});

it('leaves nothing in a home that may be written', () => {
  const home = mkdtempSync(`${tmpdir()}/hal-home-`);
  onTestFinished(() => rmSync(home, { recursive: true }));
  expect(whyNotStart(home, 'win32')).toBeUndefined();
  expect(readdirSync(home)).toEqual([]);
});
