import { expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { levelFilter, textFilter } from './log-filter.ts';

const line = '2026-11-23 05:06:07.123 WARN  server  client is slow ms=1200';

it('takes a level and worse', () => {
  expect(levelFilter('WARN')(line)).toBe(true);
  expect(levelFilter('info')(line)).toBe(true);
  expect(levelFilter('error')(line)).toBe(false);
  expect(levelFilter('debug')('    at x.ts:1')).toBe(false);
  expect(() => levelFilter('loud')).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});

it('takes plain text in any case, or an expression between slashes', () => {
  expect(textFilter('CLIENT is')(line)).toBe(true);
  expect(textFilter('m.=')(line)).toBe(false);
  expect(textFilter('/ms=\\d{4}$/')(line)).toBe(true);
  expect(textFilter('/CLIENT/')(line)).toBe(false);
  expect(textFilter('/CLIENT/i')(line)).toBe(true);
  expect(textFilter('/')('a/b')).toBe(true);
  expect(() => textFilter('/(/')).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});
