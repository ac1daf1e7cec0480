import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { periodsIn } from './periods-in.ts';

/** Every time that is said, with its words; in brackets, as of which day and which way the question lies. */
function times(text: string): string {
  const [, as = '', words = ''] = /^(?:\[(.*)\])?(.*)$/.exec(text) ?? [];
  const [today = '2026-11-23'] = /^2\S+/.exec(as) ?? [];
  const tokens = tokenize(words);
  const said = periodsIn(tokens, { today, direction: as.endsWith('future') ? 'future' : 'past' }).map(
    ({ at, length, period }) => {
      const own = tokens.slice(at, at + length).map(({ word }) => word);
      const { from = '', to = '', unit, tense = '', ago = '' } = period;
      return `${own.join(' ')}: ${period.words}, ${from}/${to} ${unit} ${tense} ${ago}`.trim();
    },
  );
  return said.join('; ') || 'no time';
}

describe('a span that has a name of its own', () => {
  it.each([
    ['last October', 'last october: in October 2026, 2026-10-01/2026-10-31 month past'],
    ['last November', 'last november: in November 2025, 2025-11-01/2025-11-30 month past'],
    ['last December', 'last december: in December 2025, 2025-12-01/2025-12-31 month past'],
    ['this March', 'this march: in March 2026, 2026-03-01/2026-03-31 month'],
    ['next November', 'next november: in November 2027, 2027-11-01/2027-11-30 month future'],
    ['next December', 'next december: in December 2026, 2026-12-01/2026-12-31 month future'],
    ['next October', 'next october: in October 2027, 2027-10-01/2027-10-31 month future'],
    ['past June', 'past june: in June 2026, 2026-06-01/2026-06-30 month'],
    ['last Dr May total', 'no time'],
    ['this dr June 5', 'june 5: on Friday, June 5, 2026, 2026-06-05/2026-06-05 day'],
    ['dr, June', 'june: in June 2026, 2026-06-01/2026-06-30 month'],
    ['ask the doctor. April total', 'april: in April 2026, 2026-04-01/2026-04-30 month'],
    ['see prof June 5', 'june 5: on Friday, June 5, 2026, 2026-06-05/2026-06-05 day'],
    ['may', 'may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['May', 'may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['I may', 'no time'],
    ['May, Costco', 'no time'],
    ['Costco, May', 'may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['spending in may', 'in may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['was may dearer', 'may: in May 2026, 2026-05-01/2026-05-31 month'],
    ['was may I known', 'no time'],
    ['was mar dearer', 'no time'],
    ['is May we', 'no time'],
    ['Tuesday the 1st', '1st: on Sunday, November 1, 2026, 2026-11-01/2026-11-01 day'],
    ['Tuesday the 24th', '24th: on Saturday, October 24, 2026, 2026-10-24/2026-10-24 day'],
    ['Tuesday, November 24th', 'november 24th: on Monday, November 24, 2025, 2025-11-24/2025-11-24 day'],
    [
      'Monday, November 23rd',
      'monday november 23rd: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day',
    ],
    ['Monday the 40th', 'monday: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day'],
    ['Monday 17 Foo', 'monday: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day'],
    ['last Monday', 'last monday: on Monday, November 16, 2026, 2026-11-16/2026-11-16 day past'],
    ['last Sunday', 'last sunday: on Sunday, November 22, 2026, 2026-11-22/2026-11-22 day past'],
    ['last Tuesday', 'last tuesday: on Tuesday, November 17, 2026, 2026-11-17/2026-11-17 day past'],
    ['next Monday', 'next monday: on Monday, November 30, 2026, 2026-11-30/2026-11-30 day future'],
    ['this Monday', 'this monday: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day'],
    ['this Sunday', 'this sunday: on Sunday, November 29, 2026, 2026-11-29/2026-11-29 day'],
    ['[2026-11-25]last Monday', 'last monday: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day past'],
    [
      '[2026-11-25]last Wednesday',
      'last wednesday: on Wednesday, November 18, 2026, 2026-11-18/2026-11-18 day past',
    ],
    ['Monday', 'monday: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day'],
    ['Tuesday', 'tuesday: on Tuesday, November 17, 2026, 2026-11-17/2026-11-17 day'],
    ['[2026-11-23 future]Monday', 'monday: on Monday, November 23, 2026, 2026-11-23/2026-11-23 day'],
    ['[2026-11-25 future]Monday', 'monday: on Monday, November 30, 2026, 2026-11-30/2026-11-30 day'],
    ['[2026-11-25 future]Friday', 'friday: on Friday, November 27, 2026, 2026-11-27/2026-11-27 day'],
    ['Q3', 'q3: in the third quarter of 2026, 2026-07-01/2026-09-30 quarter'],
    ['q4', 'q4: in the fourth quarter of 2026, 2026-10-01/2026-12-31 quarter'],
    ['q1 2025', 'q1 2025: in the first quarter of 2025, 2025-01-01/2025-03-31 quarter'],
    [
      'third quarter of last year',
      'third quarter of last year: in the third quarter of 2025, 2025-07-01/2025-09-30 quarter',
    ],
    ['fourth quarter', 'fourth quarter: in the fourth quarter of 2026, 2026-10-01/2026-12-31 quarter'],
    ['2nd quarter 2024', '2nd quarter 2024: in the second quarter of 2024, 2024-04-01/2024-06-30 quarter'],
    ['quarter 2', 'quarter 2: in the second quarter of 2026, 2026-04-01/2026-06-30 quarter'],
    ['quarter 5', 'no time'],
    ['the fifth quarter', 'no time'],
    ['October 2024', 'october 2024: in October 2024, 2024-10-01/2024-10-31 month'],
    ['September a year ago', 'september a year ago: in September 2025, 2025-09-01/2025-09-30 month'],
    ['September a year later', 'september: in September 2026, 2026-09-01/2026-09-30 month'],
    ['September one year back', 'september one year back: in September 2025, 2025-09-01/2025-09-30 month'],
    [
      'September a week ago',
      'september: in September 2026, 2026-09-01/2026-09-30 month; a week ago: from November 16, 2026 to November 22, 2026, 2026-11-16/2026-11-22 week past',
    ],
    ['September of last year', 'september of last year: in September 2025, 2025-09-01/2025-09-30 month'],
    ['preceding week', 'preceding week: last week, 2026-11-16/2026-11-22 week past'],
    ['21st of this month', '21st of this month: on Saturday, November 21, 2026, 2026-11-21/2026-11-21 day'],
    [
      'the 31st of last month',
      'the 31st of last month: on Saturday, October 31, 2026, 2026-10-31/2026-10-31 day past',
    ],
    [
      'the 31st of this month',
      'the 31st: on Saturday, October 31, 2026, 2026-10-31/2026-10-31 day; of this month: this month, 2026-11-01/2026-11-30 month',
    ],
    [
      'the 5th of the month',
      'the 5th of the month: on Thursday, November 5, 2026, 2026-11-05/2026-11-05 day',
    ],
    ['the 5th last month', 'the 5th last month: on Monday, October 5, 2026, 2026-10-05/2026-10-05 day past'],
    ['the 5th the month', 'the 5th: on Thursday, November 5, 2026, 2026-11-05/2026-11-05 day'],
    [
      'the 20th of last November',
      'the 20th of last november: on Thursday, November 20, 2025, 2025-11-20/2025-11-20 day past',
    ],
    [
      'the 20th next week',
      'the 20th: on Friday, November 20, 2026, 2026-11-20/2026-11-20 day; next week: next week, 2026-11-30/2026-12-06 week future',
    ],
    [
      'the 20th of next month',
      'the 20th of next month: on Sunday, December 20, 2026, 2026-12-20/2026-12-20 day future',
    ],
    ['5 of this month', 'of this month: this month, 2026-11-01/2026-11-30 month'],
  ])('%s: %s', (text, said) => expect(times(text)).toBe(said));
});
