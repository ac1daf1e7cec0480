import { expect, it } from 'vitest';
import { describeOthers, isBusy, otherPrograms } from './other-programs.ts';

it('names those that used the most, and how much all used together', () => {
  const seconds = new Map([
    ['sshd', 0.01],
    ['tsc', 3],
    ['vitest', 5],
  ]);
  const others = otherPrograms(seconds, 10);
  expect(others.names).toEqual(['vitest', 'tsc']);
  expect(others.cores).toBeCloseTo(0.801);
  expect(describeOthers(others)).toBe('other programs used 0.8 of a core: vitest, tsc');
});

it('names at most four', () => {
  const seconds = new Map(['a', 'b', 'c', 'd', 'e'].map((name, index) => [name, 5 - index / 10]));
  expect(describeOthers(otherPrograms(seconds, 10))).toBe('other programs used 2.4 cores: a, b, c, d');
});

it('is busy above a tenth of a core', () => {
  expect(isBusy({ cores: 0.1, names: [] })).toBe(false);
  expect(isBusy({ cores: 0.11, names: [] })).toBe(true);
});

it('is at rest without time or programs', () => {
  expect(otherPrograms(new Map(), 0)).toEqual({ cores: 0, names: [] });
});
