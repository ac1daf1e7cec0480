import { expect, it } from 'vitest';
import { duration } from './duration.ts';

it('shows the two largest units', () => {
  expect([0, 12_999, 302_000, 3_600_000, 273_661_000, -5].map(duration)).toEqual([
    '0 s',
    '12 s',
    '5 min 2 s',
    '1 h',
    '3 d 4 h',
    '0 s',
  ]);
});
