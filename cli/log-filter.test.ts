import { expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { bothFilters, type LineFilter, levelFilter, reachesLevel, textFilter } from './logs.ts';

const line = '2026-11-23 05:06:07.123 WARN  server  client is slow ms=1200';

const takes = async (filter: LineFilter, text: string) => (await filter([text]))[0];

it('takes a level and worse', async () => {
  expect(reachesLevel('WARN')(line)).toBe(true);
  expect(reachesLevel('info')(line)).toBe(true);
  expect(reachesLevel('error')(line)).toBe(false);
  expect(await levelFilter('debug')(['    at x.ts:1', line])).toEqual([false, true]);
  expect(() => levelFilter('loud')).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});

it('takes plain text in any case, or an expression between slashes', async () => {
  expect(await takes(textFilter('CLIENT is'), line)).toBe(true);
  expect(await takes(textFilter('m.='), line)).toBe(false);
  expect(await takes(textFilter('/ms=\\d{4}$/'), line)).toBe(true);
  expect(await takes(textFilter('/CLIENT/'), line)).toBe(false);
  expect(await takes(textFilter('/CLIENT/i'), line)).toBe(true);
  expect(await takes(textFilter('/'), 'a/b')).toBe(true);
  expect(() => textFilter('/(/')).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});

it('takes what both take', async () => {
  const both = bothFilters(levelFilter('warn'), textFilter('slow'));
  expect(await both([line, 'slow', line.replace('slow', 'fast')])).toEqual([true, false, false]);
});
