import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import type { Period } from './period.ts';
import { periodBeside } from './period-beside.ts';

const october: Period = { from: '2026-10-01', to: '2026-10-31', words: 'in October 2026', unit: 'month' };
const year: Period = { from: '2026-01-01', to: '2026-12-31', words: 'in 2026', unit: 'year' };
const beside = (text: string, before: Period) => {
  const found = periodBeside(tokenize(text), before)?.period;
  return found && `${found.from}/${found.to}`;
};

it('is the same month of another year', () => {
  expect(beside('and the year before', october)).toBe('2025-10-01/2025-10-31');
  expect(beside('the year after that', october)).toBe('2027-10-01/2027-10-31');
});

it('is the month before a month, and the year before a year', () => {
  expect(beside('the month before', october)).toBe('2026-09-01/2026-09-30');
  expect(beside('the year before', year)).toBe('2025-01-01/2025-12-31');
});
