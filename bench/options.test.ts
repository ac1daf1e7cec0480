import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

const KNOWN = ['messages', 'memory', 'start'];

it('measures everything unless told otherwise', () => {
  expect(readOptions([], KNOWN)).toEqual({ groups: KNOWN, quick: false });
});

it('measures only what is named, in its own order', () => {
  expect(readOptions(['--only', 'start,messages', '--quick'], KNOWN)).toEqual({
    groups: ['messages', 'start'],
    quick: true,
  });
  expect(readOptions(['--only', 'memory', '--only', 'start'], KNOWN).groups).toEqual(['memory', 'start']);
});

it('refuses what it does not know', () => {
  expect(() => readOptions(['--only', 'colour'], KNOWN)).toThrow('not one of messages, memory, start');
  expect(() => readOptions(['--fast'], KNOWN)).toThrow();
});
