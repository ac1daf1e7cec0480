import { describe, expect, it } from 'vitest';
import { times } from '../testing/told-times.ts';

describe('a span that is said by way of another', () => {
  it.each([
    ['ytd', 'ytd: this year, 2026-01-01/2026-12-31 year'],
    ['spending mtd', 'mtd: this month, 2026-11-01/2026-11-30 month'],
    ['qtd', 'qtd: this quarter, 2026-10-01/2026-12-31 quarter'],
    ['wtd', 'wtd: this week, 2026-11-23/2026-11-29 week'],
    ['this whole year', 'this whole year: this year, 2026-01-01/2026-12-31 year'],
    ['this entire week', 'this entire week: this week, 2026-11-23/2026-11-29 week'],
    ['next full month', 'next full month: next month, 2026-12-01/2026-12-31 month future'],
    ['last whole month', 'last whole month: last month, 2026-10-01/2026-10-31 month past'],
    ['past calendar year', 'past calendar year: last year, 2025-01-01/2025-12-31 year past'],
    ['my whole year', 'whole year: this year, 2026-01-01/2026-12-31 year'],
    ['this whole story', 'no time'],
    ['the whole of 2025', 'the whole of 2025: in 2025, 2025-01-01/2025-12-31 year'],
    [
      'the entire month of October',
      'the entire month of october: in October 2026, 2026-10-01/2026-10-31 month',
    ],
    ['calendar year 2025', 'calendar year 2025: in 2025, 2025-01-01/2025-12-31 year'],
    ['the whole of October', 'the whole of october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['entire week', 'entire week: this week, 2026-11-23/2026-11-29 week'],
    ['whole quarter', 'whole quarter: this quarter, 2026-10-01/2026-12-31 quarter'],
    ['whole day', 'no time'],
    ['whole weeks', 'no time'],
    ['whole of Monday', 'of monday: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day'],
    ['whole story', 'no time'],
    [
      'the week of October 12',
      'the week of october 12: from October 12, 2026 to October 18, 2026, 2026-10-12/2026-10-18 week',
    ],
    [
      'the week starting October 12',
      'the week starting october 12: from October 12, 2026 to October 18, 2026, 2026-10-12/2026-10-18 span',
    ],
    [
      'the week beginning on October 12',
      'the week beginning on october 12: from October 12, 2026 to October 18, 2026, 2026-10-12/2026-10-18 span',
    ],
    [
      'the week commencing on the 5th of October',
      'the week commencing on the 5th of october: from October 5, 2026 to October 11, 2026, 2026-10-05/2026-10-11 span',
    ],
    ['week starting on', 'no time'],
    ['week ending October 12', 'october 12: on Monday, October 12, 2026, 2026-10-12/2026-10-12 day'],
    ['month starting October 12', 'october 12: on Monday, October 12, 2026, 2026-10-12/2026-10-12 day'],
    [
      'the weekend of October 14',
      'the weekend of october 14: from October 17, 2026 to October 18, 2026, 2026-10-17/2026-10-18 span',
    ],
    [
      'weekend starting October 14',
      'weekend: last weekend, 2026-11-21/2026-11-22 span past; october 14: on Wednesday, October 14, 2026, 2026-10-14/2026-10-14 day',
    ],
    ['month of May', 'month of may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['year of 2025', 'year of 2025: in 2025, 2025-01-01/2025-12-31 year'],
    ['month of 2025', 'of 2025: in 2025, 2025-01-01/2025-12-31 year'],
    ['year of May', 'of may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['week of May', 'of may: in May 2026, 2026-05-01/2026-05-31 month'],
    [
      'weekend of May',
      'weekend: last weekend, 2026-11-21/2026-11-22 span past; of may: in May 2026, 2026-05-01/2026-05-31 month',
    ],
    ['month of October 12', 'of october 12: on Monday, October 12, 2026, 2026-10-12/2026-10-12 day'],
    ['year of October 12', 'of october 12: on Monday, October 12, 2026, 2026-10-12/2026-10-12 day'],
    ['the doctor of October 12', 'of october 12: on Monday, October 12, 2026, 2026-10-12/2026-10-12 day'],
    [
      'Tuesday of last week',
      'tuesday of last week: on Tuesday, November 17, 2026, 2026-11-17/2026-11-17 day past',
    ],
    [
      'Tuesday in last week',
      'tuesday in last week: on Tuesday, November 17, 2026, 2026-11-17/2026-11-17 day past',
    ],
    [
      'Tuesday next week',
      'tuesday next week: on Tuesday, December 1, 2026, 2026-12-01/2026-12-01 day future',
    ],
    ['Friday this week', 'friday this week: on Friday, November 27, 2026, 2026-11-27/2026-11-27 day'],
    [
      'last week on Tuesday',
      'last week on tuesday: on Tuesday, November 17, 2026, 2026-11-17/2026-11-17 day past',
    ],
    ['last week Tuesday', 'last week tuesday: on Tuesday, November 17, 2026, 2026-11-17/2026-11-17 day past'],
    [
      'next week on Sunday',
      'next week on sunday: on Sunday, December 6, 2026, 2026-12-06/2026-12-06 day future',
    ],
    ['this week on Friday', 'this week on friday: on Friday, November 27, 2026, 2026-11-27/2026-11-27 day'],
    ['last week on foot', 'last week: last week, 2026-11-16/2026-11-22 week past'],
    [
      'two weeks ago on Tuesday',
      '2 weeks ago on tuesday: on Tuesday, November 10, 2026, 2026-11-10/2026-11-10 day past',
    ],
    [
      '3 weeks back on Friday',
      '3 weeks back on friday: on Friday, November 6, 2026, 2026-11-06/2026-11-06 day past',
    ],
    ['two weeks on Tuesday', 'on tuesday: on Tuesday, November 17, 2026, 2026-11-17/2026-11-17 day'],
    [
      'two weekends ago',
      '2 weekends ago: from November 14, 2026 to November 15, 2026, 2026-11-14/2026-11-15 span past',
    ],
    [
      'a weekend ago',
      'a weekend ago: from November 21, 2026 to November 22, 2026, 2026-11-21/2026-11-22 span past',
    ],
    [
      'one weekend ago',
      'one weekend ago: from November 21, 2026 to November 22, 2026, 2026-11-21/2026-11-22 span past',
    ],
    ['two weekends', 'no time'],
    ['the weekend ago', 'the weekend: last weekend, 2026-11-21/2026-11-22 span past'],
    [
      '2 weekends back',
      '2 weekends back: from November 14, 2026 to November 15, 2026, 2026-11-14/2026-11-15 span past',
    ],
    ['a week ago today', 'a week ago today: on Monday, November 16, 2026, 2026-11-16/2026-11-16 day past'],
    [
      'one week ago today',
      'one week ago today: on Monday, November 16, 2026, 2026-11-16/2026-11-16 day past',
    ],
    ['2 days ago today', '2 days ago today: on Saturday, November 21, 2026, 2026-11-21/2026-11-21 day past'],
    ['3 weeks ago today', '3 weeks ago today: on Monday, November 2, 2026, 2026-11-02/2026-11-02 day past'],
    [
      'two months ago today',
      '2 months ago today: on Wednesday, September 23, 2026, 2026-09-23/2026-09-23 day past',
    ],
    [
      '2 quarters ago today',
      '2 quarters ago today: on Saturday, May 23, 2026, 2026-05-23/2026-05-23 day past',
    ],
    ['a year ago today', 'a year ago today: on Sunday, November 23, 2025, 2025-11-23/2025-11-23 day past'],
    [
      'two weeks back today',
      '2 weeks back: from November 9, 2026 to November 15, 2026, 2026-11-09/2026-11-15 week past; today: today, 2026-11-23/2026-11-23 day',
    ],
    [
      '2 weeks ago yesterday',
      '2 weeks ago: from November 9, 2026 to November 15, 2026, 2026-11-09/2026-11-15 week past; yesterday: yesterday, 2026-11-22/2026-11-22 day past',
    ],
    [
      'this day last week',
      'this day last week: on Monday, November 16, 2026, 2026-11-16/2026-11-16 day past',
    ],
    [
      'same day of last month',
      'same day of last month: on Friday, October 23, 2026, 2026-10-23/2026-10-23 day past',
    ],
    [
      'the same day in last year',
      'the same day in last year: on Sunday, November 23, 2025, 2025-11-23/2025-11-23 day past',
    ],
    [
      'last week on the same day as today',
      'last week on the same day as today: on Monday, November 16, 2026, 2026-11-16/2026-11-16 day past',
    ],
    [
      'last month this day',
      'last month this day: on Friday, October 23, 2026, 2026-10-23/2026-10-23 day past',
    ],
    ['last year today', 'last year today: on Sunday, November 23, 2025, 2025-11-23/2025-11-23 day past'],
    ['this day next week', 'next week: next week, 2026-11-30/2026-12-06 week future'],
    [
      'the weekend before last',
      'the weekend before last: from November 14, 2026 to November 15, 2026, 2026-11-14/2026-11-15 span past',
    ],
    [
      'the Friday before last',
      'the friday before last: on Friday, November 13, 2026, 2026-11-13/2026-11-13 day past',
    ],
    [
      'the Monday before last',
      'the monday before last: on Monday, November 9, 2026, 2026-11-09/2026-11-09 day past',
    ],
    [
      '[2026-11-20]the Friday before last',
      'the friday before last: on Friday, November 6, 2026, 2026-11-06/2026-11-06 day past',
    ],
    [
      '[2026-11-25]the Monday before last',
      'the monday before last: on Monday, November 16, 2026, 2026-11-16/2026-11-16 day past',
    ],
    [
      'the Sunday before last',
      'the sunday before last: on Sunday, November 15, 2026, 2026-11-15/2026-11-15 day past',
    ],
    ['the October before last', 'the october before last: in October 2025, 2025-10-01/2025-10-31 month past'],
    [
      'the November before last',
      'the november before last: in November 2024, 2024-11-01/2024-11-30 month past',
    ],
    [
      'the December before last',
      'the december before last: in December 2024, 2024-12-01/2024-12-31 month past',
    ],
    ['November 2024 before last', 'november 2024: in November 2024, 2024-11-01/2024-11-30 month'],
    ['the Friday before next', 'the friday: on Friday, November 20, 2026, 2026-11-20/2026-11-20 day'],
    [
      'the week after next',
      'the week after next: from December 7, 2026 to December 13, 2026, 2026-12-07/2026-12-13 week future',
    ],
    ['the month after next', 'the month after next: in January 2027, 2027-01-01/2027-01-31 month future'],
    [
      'the weekend after next',
      'the weekend after next: from December 12, 2026 to December 13, 2026, 2026-12-12/2026-12-13 span future',
    ],
    [
      'the Friday after next',
      'the friday after next: on Friday, December 11, 2026, 2026-12-11/2026-12-11 day future',
    ],
    [
      'the Sunday after next',
      'the sunday after next: on Sunday, December 13, 2026, 2026-12-13/2026-12-13 day future',
    ],
    [
      'the Monday after next',
      'the monday after next: on Monday, December 7, 2026, 2026-12-07/2026-12-07 day future',
    ],
    ['the day after next', 'no time'],
    ['the weeks after next', 'no time'],
    [
      'the quarter after next',
      'the quarter after next: from April 1, 2027 to June 30, 2027, 2027-04-01/2027-06-30 quarter future',
    ],
    ['the year after next', 'the year after next: in 2028, 2028-01-01/2028-12-31 year future'],
    ['the doctor after next', 'no time'],
    ['week after last', 'no time'],
    ['earlier this month', 'earlier this month: earlier this month, 2026-11-01/2026-11-23 month past'],
    [
      'earlier in November',
      'earlier in november: earlier in November 2026, 2026-11-01/2026-11-23 month past',
    ],
    ['earlier in October', 'earlier in october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['earlier in December', 'earlier in december: in December 2025, 2025-12-01/2025-12-31 month'],
    ['earlier on Friday', 'earlier on friday: on Friday, November 20, 2026, 2026-11-20/2026-11-20 day'],
    ['earlier in the week', 'earlier in the week: earlier this week, 2026-11-23/2026-11-23 week past'],
    ['later this week', 'later this week: later this week, 2026-11-23/2026-11-29 week future'],
    ['later in November', 'later in november: later in November 2026, 2026-11-23/2026-11-30 month future'],
    ['later in the year', 'later in the year: later this year, 2026-11-23/2026-12-31 year future'],
    ['later in October', 'in october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['later in 2027', 'in 2027: in 2027, 2027-01-01/2027-12-31 year'],
    ['earlier today', 'earlier today: earlier today, 2026-11-23/2026-11-23 day past'],
    ['later today', 'later today: later today, 2026-11-23/2026-11-23 day future'],
    ['earlier than that', 'no time'],
    ['soon this month', 'this month: this month, 2026-11-01/2026-11-30 month'],
    ['earlier in the doctor', 'no time'],
    ['earlier in December 2026', 'in december 2026: in December 2026, 2026-12-01/2026-12-31 month'],
    ['3 of today', 'of today: today, 2026-11-23/2026-11-23 day'],
  ])('%s: %s', (text, said) => expect(times(text)).toBe(said));
});
