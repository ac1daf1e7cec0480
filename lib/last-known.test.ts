import { expect, it } from 'vitest';
import { lastKnown } from './last-known.ts';

it('returns the last value while reading fails, and reports each failure once', () => {
  const readings: (number | Error)[] = [
    new Error('EMFILE'),
    1,
    new Error('EMFILE'),
    new Error('EMFILE'),
    2,
    new Error('ENFILE'),
  ];
  const failures: string[] = [];
  const read = lastKnown(
    () => {
      const next = readings.shift();
      if (next instanceof Error) throw next;
      return next ?? 0;
    },
    () => -1,
    (error) => failures.push(String(error)),
  );
  expect(Array.from({ length: 6 }, read)).toEqual([-1, 1, 1, 1, 2, 2]);
  expect(failures).toEqual(['Error: EMFILE', 'Error: EMFILE', 'Error: ENFILE']);
});
