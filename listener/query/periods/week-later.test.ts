import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { periodsIn } from './periods-in.ts';

const daysIn = (text: string) =>
  periodsIn(tokenize(text), { today: '2026-11-23', direction: 'future' }).map(
    ({ period }) => `${period.from}..${period.to}`,
  );

it.each([
  ['am I free Tuesday week', '2026-12-01..2026-12-01'],
  ['what is on Friday week', '2026-12-04..2026-12-04'],
  ['what is on for Monday fortnight', '2026-12-07..2026-12-07'],
  ['what do I have a week on Tuesday', '2026-12-01..2026-12-01'],
  ['what do I have a fortnight from Friday', '2026-12-11..2026-12-11'],
  ['anything in Christmas week', '2026-12-21..2026-12-27'],
  ['am I clear Thanksgiving week', '2026-11-23..2026-11-29'],
])('a day so many weeks later, and the week of a holiday: %s', (text, days) => {
  expect(daysIn(text)).toEqual([days]);
});

it('is not known where it may be either of two', () => {
  expect(daysIn('what do I have a week on Monday')).not.toContain('2026-11-30..2026-11-30');
});
