import { describe, expect, it } from 'vitest';
import { times } from '../testing/told-times.ts';

describe('the times of a question', () => {
  it.each([
    ['since yesterday', 'since yesterday: since yesterday, 2026-11-22/ span past'],
    ['since doctors', 'no time'],
    ['all the way up to June', 'all the way up to june: until June 2026, /2026-06-30 span past'],
    [
      'all the way up until Friday',
      'all the way up until friday: until Friday, November 20, 2026, /2026-11-20 span past',
    ],
    ['up to doctors', 'no time'],
    [
      'up to the end of March',
      'up to the end of march: until Tuesday, March 31, 2026, /2026-03-31 span past',
    ],
    ['through March 31', 'through march 31: until Tuesday, March 31, 2026, /2026-03-31 span past'],
    ['through March', 'through march: in March 2026, 2026-03-01/2026-03-31 month'],
    ['through doctors', 'no time'],
    ['from August on', 'from august on: since August 2026, 2026-08-01/ span past'],
    ['from August onwards', 'from august onwards: since August 2026, 2026-08-01/ span past'],
    ['from December 2026 on', 'from december 2026 on: from December 2026 on, 2026-12-01/ span future'],
    ['August onwards', 'august onwards: since August 2026, 2026-08-01/ span past'],
    ['August onward', 'august onward: since August 2026, 2026-08-01/ span past'],
    ['August on', 'august: in August 2026, 2026-08-01/2026-08-31 month'],
    ['what did I spend on last month', 'last month: last month, 2026-10-01/2026-10-31 month past'],
    ['what did I spend on Friday', 'on friday: on Friday, November 20, 2026, 2026-11-20/2026-11-20 day'],
    ['come in May', 'may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['coming in May', 'may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['came in May', 'may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['to date this month', 'this month: this month, 2026-11-01/2026-11-30 month'],
    ['spending to date this month', 'to date this month: this month, 2026-11-01/2026-11-30 month'],
    ['spending so far last month', 'last month: last month, 2026-10-01/2026-10-31 month past'],
    ['spending so far in 2027', 'in 2027: in 2027, 2027-01-01/2027-12-31 year'],
    ['spending so far next year', 'next year: next year, 2027-01-01/2027-12-31 year future'],
    ['spending so good this month', 'this month: this month, 2026-11-01/2026-11-30 month'],
    ['this year until today', 'this year until today: this year until today, 2026-01-01/2026-11-23 span'],
    ['November so far', 'november so far: in November 2026, 2026-11-01/2026-11-30 month'],
    ['November thus far', 'november thus far: in November 2026, 2026-11-01/2026-11-30 month'],
    ['October so far', 'october: in October 2026, 2026-10-01/2026-10-31 month'],
    ['[2026-11-23 future]November so far', 'november: in November 2026, 2026-11-01/2026-11-30 month'],
    ['this year up to now', 'this year up to now: this year until today, 2026-01-01/2026-11-23 span'],
    [
      'this year up until today',
      'this year up until today: this year until today, 2026-01-01/2026-11-23 span',
    ],
    ['between May and June', 'between may and june: from May 2026 to June 2026, 2026-05-01/2026-06-30 span'],
    ['between May to June', 'between may to june: from May 2026 to June 2026, 2026-05-01/2026-06-30 span'],
    ['from May and June', 'from may and june: from May 2026 to June 2026, 2026-05-01/2026-06-30 span'],
    [
      'the fortnight from 1 to 14 November',
      'the fortnight from 1 to 14 november: from Sunday, November 1, 2026 to Saturday, November 14, 2026, 2026-11-01/2026-11-14 span',
    ],
    [
      'in the period from May to June',
      'in the period from may to june: from May 2026 to June 2026, 2026-05-01/2026-06-30 span',
    ],
    [
      'in a period from May to June',
      'from may to june: from May 2026 to June 2026, 2026-05-01/2026-06-30 span',
    ],
    ['period from May to June', 'from may to june: from May 2026 to June 2026, 2026-05-01/2026-06-30 span'],
    [
      'in the doctor from May to June',
      'from may to june: from May 2026 to June 2026, 2026-05-01/2026-06-30 span',
    ],
    ['before May', 'before may: before May 2026, /2026-04-30 span past'],
    ['after May', 'after may: after May 2026, 2026-06-01/ span'],
    ['until May', 'until may: until May 2026, /2026-05-31 span past'],
    ['till May', 'till may: until May 2026, /2026-05-31 span past'],
    ['by May', 'by may: by May 2026, /2026-05-31 span past'],
    ['by December 2026', 'by december 2026: by December 2026, /2026-12-31 span'],
    ['since a year ago', 'since a year ago: since November 23, 2025, 2025-11-23/ span past 2025-11-23'],
    ['before today', 'before today: before today, /2026-11-22 span past'],
    ['until today', 'until today: until today, /2026-11-23 span'],
    ['until tomorrow', 'until tomorrow: until tomorrow, /2026-11-24 span'],
    ['January 2026 in the first week', 'january 2026: in January 2026, 2026-01-01/2026-01-31 month'],
    [
      'in 2025 after February',
      'in 2025 after february: in 2025 after February 2025, 2025-03-01/2025-12-31 span',
    ],
    [
      'in 2026 after January',
      'in 2026 after january: in 2026 after January 2026, 2026-02-01/2026-12-31 span',
    ],
    [
      'in 2025, since March',
      'in 2025 since march: in 2025 since March 2025, 2025-03-01/2025-12-31 span past',
    ],
    [
      'a year ago, in November 2025',
      'a year ago in november 2025: in November 2025, 2025-11-01/2025-11-30 month',
    ],
    [
      'last week, Monday to Wednesday',
      'last week monday to wednesday: from Monday, November 16, 2026 to Wednesday, November 18, 2026, 2026-11-16/2026-11-18 span',
    ],
    [
      'the week of November 9th, Monday to Wednesday',
      'the week of november 9th monday to wednesday: from Monday, November 9, 2026 to Wednesday, November 11, 2026, 2026-11-09/2026-11-11 span',
    ],
    [
      'Monday to Wednesday of the week of March 2',
      'monday to wednesday of the week of march 2: from Monday, March 2, 2026 to Wednesday, March 4, 2026, 2026-03-02/2026-03-04 span',
    ],
    [
      'October in September',
      'october: in October 2026, 2026-10-01/2026-10-31 month; in september: in September 2026, 2026-09-01/2026-09-30 month',
    ],
    ['in October, in 2025', 'in october in 2025: in October 2025, 2025-10-01/2025-10-31 month'],
    ['last year, in March', 'last year in march: in March 2025, 2025-03-01/2025-03-31 month'],
    ['in 2026, last month', 'in 2026 last month: last month, 2026-10-01/2026-10-31 month past'],
    [
      'in a month in May',
      'in a month: in December 2026, 2026-12-01/2026-12-31 month future; in may: in May 2026, 2026-05-01/2026-05-31 month',
    ],
    [
      'in 2025 this month',
      'in 2025: in 2025, 2025-01-01/2025-12-31 year; this month: this month, 2026-11-01/2026-11-30 month',
    ],
  ])('%s: %s', (text, said) => expect(times(text)).toBe(said));
});
