import { expect, it } from 'vitest';
import { bytes, count, decimal, milliseconds, NO_FIGURE, percent } from './figures.ts';

it('writes figures in few digits', () => {
  expect([decimal(0), decimal(3.24), decimal(9.94), decimal(9.96), decimal(17.4)]).toEqual([
    '0.0',
    '3.2',
    '9.9',
    '10',
    '17',
  ]);
  expect([bytes(0), bytes(999), bytes(1_536), bytes(57_284_224)]).toEqual([
    '0 B',
    '999 B',
    '1.5 kB',
    '57.3 MB',
  ]);
  expect([percent(7.25), milliseconds(4.4)]).toEqual(['7.3 %', '4.4 ms']);
});

it('writes no figure where none is known', () => {
  for (const figure of [
    count(undefined),
    decimal(null),
    percent(undefined),
    milliseconds(null),
    bytes(undefined),
  ]) {
    expect(figure).toBe(NO_FIGURE);
  }
});
