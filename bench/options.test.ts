import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

const KNOWN = ['messages', 'memory', 'start'];
const DEFAULTS = { groups: KNOWN, quick: false, evenIfBusy: false, json: false };

it('selects all groups by default', () => {
  expect(readOptions([], KNOWN)).toEqual(DEFAULTS);
});

it('selects the named groups in the order of the table', () => {
  expect(readOptions(['--only', 'start,messages', '--quick'], KNOWN)).toEqual({
    ...DEFAULTS,
    groups: ['messages', 'start'],
    quick: true,
  });
  expect(readOptions(['--only', 'memory', '--only', 'start'], KNOWN).groups).toEqual(['memory', 'start']);
});

it('reads how rows are printed, and what they are compared with', () => {
  expect(readOptions(['--even-if-busy', '--json', '--compare', 'v0.1.0'], KNOWN)).toEqual({
    ...DEFAULTS,
    evenIfBusy: true,
    json: true,
    compare: 'v0.1.0',
  });
});

it('rejects unknown groups and flags', () => {
  expect(() => readOptions(['--only', 'colour'], KNOWN)).toThrow('not one of messages, memory, start');
  expect(() => readOptions(['--fast'], KNOWN)).toThrow();
  expect(() => readOptions(['--compare'], KNOWN)).toThrow();
});
