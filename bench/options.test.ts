import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

const KNOWN = ['messages', 'memory', 'start'];

it('selects all groups by default', () => {
  expect(readOptions([], KNOWN)).toEqual({ groups: KNOWN, quick: false });
});

it('selects the named groups in the order of the table', () => {
  expect(readOptions(['--only', 'start,messages', '--quick'], KNOWN)).toEqual({
    groups: ['messages', 'start'],
    quick: true,
  });
  expect(readOptions(['--only', 'memory', '--only', 'start'], KNOWN).groups).toEqual(['memory', 'start']);
});

it('rejects unknown groups and flags', () => {
  expect(() => readOptions(['--only', 'colour'], KNOWN)).toThrow('not one of messages, memory, start');
  expect(() => readOptions(['--fast'], KNOWN)).toThrow();
});
