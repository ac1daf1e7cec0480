import { describe, expect, it } from 'vitest';
import { times } from '../testing/told-times.ts';

describe('a part of a longer span', () => {
  it.each([
    ['since the year', 'no time'],
    ['over the year', 'no time'],
    ['during the month', 'no time'],
    ['during the months', 'no time'],
    ['over the day', 'no time'],
    ['over the doctor', 'no time'],
    ['H1', 'h1: in the first half of 2026, 2026-01-01/2026-06-30 span'],
    ['H2', 'h2: in the second half of 2026, 2026-07-01/2026-12-31 span'],
    ['[2026-05-10]H2', 'h2: in the second half of 2025, 2025-07-01/2025-12-31 span'],
    ['[2026-05-10 future]H2', 'h2: in the second half of 2026, 2026-07-01/2026-12-31 span'],
    ['[2026-07-01]H2', 'h2: in the second half of 2026, 2026-07-01/2026-12-31 span'],
    ['[2026-05-10]H1', 'h1: in the first half of 2026, 2026-01-01/2026-06-30 span'],
    ['H2 2024', 'h2 2024: in the second half of 2024, 2024-07-01/2024-12-31 span'],
    ['h1 of last year', 'h1 of last year: in the first half of 2025, 2025-01-01/2025-06-30 span'],
    ['h3', 'no time'],
    [
      'the first half of 2026',
      'the first half of 2026: in the first half of 2026, 2026-01-01/2026-06-30 span',
    ],
    ['first half 2025', 'first half 2025: in the first half of 2025, 2025-01-01/2025-06-30 span'],
    [
      'the second half of October',
      'the second half of october: from October 16, 2026 to October 31, 2026, 2026-10-16/2026-10-31 span',
    ],
    [
      'the latter half of this year',
      'the latter half of this year: in the second half of 2026, 2026-07-01/2026-12-31 span',
    ],
    [
      'the back half of February',
      'the back half of february: from February 16, 2026 to February 28, 2026, 2026-02-16/2026-02-28 span',
    ],
    ['the early half of last week', 'of last week: last week, 2026-11-16/2026-11-22 week past'],
    ['the first half of the doctor', 'no time'],
    [
      'October, second half',
      'october second half: from October 16, 2026 to October 31, 2026, 2026-10-16/2026-10-31 span',
    ],
    [
      'October the second half',
      'october the second half: from October 16, 2026 to October 31, 2026, 2026-10-16/2026-10-31 span',
    ],
    [
      'October 2025, first half',
      'october 2025 first half: from October 1, 2025 to October 15, 2025, 2025-10-01/2025-10-15 span',
    ],
    ['October, then the second half', 'october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['October, whole half', 'october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['Costco second half', 'no time'],
    [
      'the first three months of this year',
      'the first 3 months of this year: from January 1, 2026 to March 31, 2026, 2026-01-01/2026-03-31 span',
    ],
    [
      'the last day of October',
      'the last day of october: on Saturday, October 31, 2026, 2026-10-31/2026-10-31 day',
    ],
    [
      'the last two days of last month',
      'the last 2 days of last month: from October 30, 2026 to October 31, 2026, 2026-10-30/2026-10-31 span',
    ],
    [
      'the opening week of September',
      'the opening week of september: from September 1, 2026 to September 7, 2026, 2026-09-01/2026-09-07 span',
    ],
    [
      'the very first couple of days of October',
      'the very first couple of days of october: from October 1, 2026 to October 2, 2026, 2026-10-01/2026-10-02 span',
    ],
    [
      'the final quarter of 2025',
      'the final quarter of 2025: from October 1, 2025 to December 31, 2025, 2025-10-01/2025-12-31 span',
    ],
    [
      'the closing month of last quarter',
      'the closing month of last quarter: in September 2026, 2026-09-01/2026-09-30 month',
    ],
    [
      'the second week of October',
      'the second week of october: from October 8, 2026 to October 14, 2026, 2026-10-08/2026-10-14 span',
    ],
    ['the third day of October', 'of october: in October 2026, 2026-10-01/2026-10-31 month'],
    [
      'the fourth week of October',
      'the fourth week of october: from October 22, 2026 to October 28, 2026, 2026-10-22/2026-10-28 span',
    ],
    ['first week in October', 'in october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['the first year of October', 'of october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['the first days of October', 'of october: in October 2026, 2026-10-01/2026-10-31 month'],
    [
      'the last couple of weeks of September',
      'the last couple of weeks of september: from September 17, 2026 to September 30, 2026, 2026-09-17/2026-09-30 span',
    ],
    ['the first 40 days of October', 'of october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['the last 40 days of October', 'of october: in October 2026, 2026-10-01/2026-10-31 month'],
    [
      'the first 31 days of October',
      'the first 31 days of october: in October 2026, 2026-10-01/2026-10-31 month',
    ],
    [
      'October, first week',
      'october first week: from October 1, 2026 to October 7, 2026, 2026-10-01/2026-10-07 span',
    ],
    [
      'October the last 3 days',
      'october the last 3 days: from October 29, 2026 to October 31, 2026, 2026-10-29/2026-10-31 span',
    ],
    [
      'in October the first two weeks',
      'in october the first 2 weeks: from October 1, 2026 to October 14, 2026, 2026-10-01/2026-10-14 span',
    ],
    ['October, first month', 'october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['5 October, first week', '5 october: on Monday, October 5, 2026, 2026-10-05/2026-10-05 day'],
    ['October payments, first week', 'october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['the fifth week of October', 'of october: in October 2026, 2026-10-01/2026-10-31 month'],
    [
      'since the beginning of August',
      'since the beginning of august: since Saturday, August 1, 2026, 2026-08-01/ span past',
    ],
    [
      'until the end of March',
      'until the end of march: until Tuesday, March 31, 2026, /2026-03-31 span past',
    ],
    [
      'since the start of the year',
      'since the start of the year: since Thursday, January 1, 2026, 2026-01-01/ span past',
    ],
    [
      'before the close of last week',
      'before the close of last week: before Sunday, November 22, 2026, /2026-11-21 span past',
    ],
    ['since the end of yesterday', 'of yesterday: yesterday, 2026-11-22/2026-11-22 day past'],
    ['since the beginning of it', 'no time'],
    ['since the beginning', 'no time'],
    ['since the middle of August', 'of august: in August 2026, 2026-08-01/2026-08-31 month'],
    ['since the year began', 'since the year began: since the start of this year, 2026-01-01/ span past'],
    [
      'since the month started',
      'since the month started: since the start of this month, 2026-11-01/ span past',
    ],
    ['since the day began', 'no time'],
    ['since the year ended', 'no time'],
    ['since the doctor began', 'no time'],
    ['at the start of the year', 'at the start of the year: in January 2026, 2026-01-01/2026-01-31 month'],
    ['at the end of 2025', 'at the end of 2025: in December 2025, 2025-12-01/2025-12-31 month'],
    ['at the beginning of May', 'of may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['at the middle of 2025', 'of 2025: in 2025, 2025-01-01/2025-12-31 year'],
    ['at the end', 'no time'],
    [
      'the first 2 quarters of last year',
      'the first 2 quarters of last year: from January 1, 2025 to June 30, 2025, 2025-01-01/2025-06-30 span',
    ],
    [
      'the first week of this year',
      'the first week of this year: from January 1, 2026 to January 7, 2026, 2026-01-01/2026-01-07 span',
    ],
    [
      'the last week of last quarter',
      'the last week of last quarter: from September 24, 2026 to September 30, 2026, 2026-09-24/2026-09-30 span',
    ],
    ['the first half of the day', 'no time'],
    ['the second half of the months', 'no time'],
    ['October costs second half', 'october: in October 2026, 2026-10-01/2026-10-31 month'],
  ])('%s: %s', (text, said) => expect(times(text)).toBe(said));
});
