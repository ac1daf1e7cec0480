import { describe, expect, it } from 'vitest';
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

describe('the one beside a period that was spoken of', () => {
  const spans: Readonly<Record<string, Period>> = {
    october,
    year,
    day: { from: '2026-10-05', to: '2026-10-05', words: '', unit: 'day' },
    week: { from: '2026-10-05', to: '2026-10-11', words: '', unit: 'week' },
    quarter: { from: '2026-07-01', to: '2026-09-30', words: '', unit: 'quarter' },
    span: { from: '2026-10-05', to: '2026-10-09', words: '', unit: 'span' },
    since: { from: '2026-10-05', words: '', unit: 'month' },
    until: { to: '2026-10-05', words: '', unit: 'month' },
  };
  it.each([
    ['october', 'the month before', '0+3 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'in the month before', '0+4 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'and in the one before', '1+4 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'the month earlier', '0+3 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'the month after', '0+3 2026-11-01/2026-11-30 in November 2026, month'],
    ['october', 'the month later', '0+3 2026-11-01/2026-11-30 in November 2026, month'],
    ['october', 'the month later that', '0+4 2026-11-01/2026-11-30 in November 2026, month'],
    ['october', 'the month before that', '0+4 2026-09-01/2026-09-30 in September 2026, month'],
    [
      'october',
      'the week before',
      '0+3 2026-09-21/2026-09-27 from September 21, 2026 to September 27, 2026, week',
    ],
    ['october', 'the one before that', '0+4 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'the doctor before', 'none'],
    ['october', 'the month behind', 'none'],
    ['october', 'the month', 'none'],
    ['october', 'the year earlier', '0+3 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'the year after that one', '0+4 2027-10-01/2027-10-31 in October 2027, month'],
    [
      'quarter',
      'the year before',
      '0+3 2025-07-01/2025-09-30 from July 1, 2025 to September 30, 2025, quarter',
    ],
    [
      'quarter',
      'the year later that',
      '0+4 2027-07-01/2027-09-30 from July 1, 2027 to September 30, 2027, quarter',
    ],
    ['quarter', 'the one before', '0+3 2026-04-01/2026-06-30 from April 1, 2026 to June 30, 2026, quarter'],
    ['week', 'the year before', '0+3 2025-01-01/2025-12-31 in 2025, year'],
    ['week', 'the one after', '0+3 2026-10-12/2026-10-18 from October 12, 2026 to October 18, 2026, week'],
    ['day', 'the day before', '0+3 2026-10-04/2026-10-04 on Sunday, October 4, 2026, day'],
    ['day', 'the day after that', '0+4 2026-10-06/2026-10-06 on Tuesday, October 6, 2026, day'],
    ['year', 'the year after', '0+3 2027-01-01/2027-12-31 in 2027, year'],
    ['year', 'the month before', '0+3 2025-12-01/2025-12-31 in December 2025, month'],
    ['year', 'the month after', '0+3 2027-01-01/2027-01-31 in January 2027, month'],
    ['span', 'the one before', 'none'],
    ['span', 'the day before', '0+3 2026-10-04/2026-10-04 on Sunday, October 4, 2026, day'],
    ['span', 'the day after', '0+3 2026-10-10/2026-10-10 on Saturday, October 10, 2026, day'],
    ['since', 'the one before', '0+3 2026-09-01/2026-09-30 in September 2026, month'],
    ['since', 'the one after', '0+3 2026-11-01/2026-11-30 in November 2026, month'],
    ['since', 'the year before', '0+3 2025-01-01/2025-12-31 in 2025, year'],
    ['until', 'the one before', 'none'],
    ['until', 'the year before', 'none'],
    ['october', 'the same month last year', '0+5 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'in the same month last year', '0+6 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'for same month previous year', '0+5 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'the same month the previous year', '0+6 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'at the same time a year ago', '0+7 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'same time one year earlier', '0+5 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'same time a year before', '0+5 2025-10-01/2025-10-31 in October 2025, month'],
    ['october', 'same time a year later', '3+2 2027-10-01/2027-10-31 in October 2027, month'],
    ['october', 'the same doctor last year', 'none'],
    ['october', 'the same month last week', 'none'],
    ['october', 'the same', 'none'],
    ['october', 'by the same month last year', '1+5 2025-10-01/2025-10-31 in October 2025, month'],
    ['week', 'the same week last year', 'none'],
    ['week', 'the same time last year', 'none'],
    [
      'span',
      'the same days last year',
      '0+5 2025-10-05/2025-10-09 from October 5, 2025 to October 9, 2025, span',
    ],
    ['since', 'the same time last year', 'none'],
    ['until', 'the same time last year', 'none'],
    [
      'quarter',
      'the same quarter last year',
      '0+5 2025-07-01/2025-09-30 from July 1, 2025 to September 30, 2025, quarter',
    ],
    ['october', 'the previous month', '0+3 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'previous month', '0+2 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'the preceding one', '0+3 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'in the prior month', '1+3 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'the following month', '0+3 2026-11-01/2026-11-30 in November 2026, month'],
    ['october', 'the following week', 'none'],
    ['october', 'the previous doctor', 'none'],
    ['october', 'a following one', '1+2 2026-11-01/2026-11-30 in November 2026, month'],
    ['october', 'before that', '0+2 2026-09-01/2026-09-30 in September 2026, month'],
    ['october', 'after that', '0+2 2026-11-01/2026-11-30 in November 2026, month'],
    ['october', 'before this', 'none'],
    ['october', 'and before that', 'none'],
    ['october', 'what about before that', 'none'],
    ['since', 'the following month', '0+3 2026-11-01/2026-11-30 in November 2026, month'],
    ['until', 'the previous month', 'none'],
    ['span', 'before that', 'none'],
    ['span', 'the previous one', 'none'],
    [
      'week',
      'the previous week',
      '0+3 2026-09-28/2026-10-04 from September 28, 2026 to October 4, 2026, week',
    ],
    [
      'week',
      'the following one',
      '0+3 2026-10-12/2026-10-18 from October 12, 2026 to October 18, 2026, week',
    ],
    ['day', 'before that', '0+2 2026-10-04/2026-10-04 on Sunday, October 4, 2026, day'],
    ['day', 'the following day', '0+3 2026-10-06/2026-10-06 on Tuesday, October 6, 2026, day'],
    ['year', 'after that', '0+2 2027-01-01/2027-12-31 in 2027, year'],
  ])('%s, %s: %s', (before, text, said) => {
    const found = periodBeside(tokenize(text), spans[before] ?? year);
    const { at, length, period } = found ?? { at: 0, length: 0, period: year };
    expect(
      found === undefined
        ? 'none'
        : `${at}+${length} ${period.from}/${period.to} ${period.words}, ${period.unit}`,
    ).toBe(said);
  });
});
