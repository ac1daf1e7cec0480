import { expect, it } from 'vitest';
import { canOpenFile, isOutOfDescriptors, readOpenFileLimit } from './open-files.ts';

const limits = (soft: string) => () =>
  `Limit                     Soft Limit           Hard Limit           Units
Max processes             15000                15000                processes
Max open files            ${soft.padEnd(20)} 1048576              files
`;

const failing = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};

it('reads the limit, and falls back to the default', () => {
  expect(readOpenFileLimit('linux', limits('256'))).toBe(256);
  expect(readOpenFileLimit('linux', limits('unlimited'))).toBe(Number.POSITIVE_INFINITY);
  expect(readOpenFileLimit('linux', () => 'nothing of the kind')).toBe(1_024);
  expect(readOpenFileLimit('linux', failing('ENOENT'))).toBe(1_024);
  expect(readOpenFileLimit('win32', failing('ENOENT'))).toBe(Number.POSITIVE_INFINITY);
});

it('detects that no descriptor is left', () => {
  expect(canOpenFile()).toBe(true);
  expect(canOpenFile(failing('EMFILE'))).toBe(false);
  expect(canOpenFile(failing('ENFILE'))).toBe(false);
  // A system without that file still has descriptors.
  expect(canOpenFile(failing('ENOENT'))).toBe(true);
  expect(isOutOfDescriptors('EMFILE')).toBe(false);
});
