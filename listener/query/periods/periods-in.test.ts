import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { periodsIn } from './periods-in.ts';

/** Monday, 23 November 2026. */
const of = (text: string, direction: 'past' | 'future' = 'past') =>
  periodsIn(tokenize(text), { today: '2026-11-23', direction }).map(
    ({ period: { from = '', to = '' } }) => `${from}/${to}`,
  );

it.each([
  ['yesterday', '2026-11-22/2026-11-22'],
  ['the day before yesterday', '2026-11-21/2026-11-21'],
  ['this week', '2026-11-23/2026-11-29'],
  ['last month', '2026-10-01/2026-10-31'],
  ['the month before last', '2026-09-01/2026-09-30'],
  ['last quarter', '2026-07-01/2026-09-30'],
  ['this weekend', '2026-11-21/2026-11-22'],
  ['between the 9th until the 14th of May', '2026-05-09/2026-05-14'],
  ['on Saturday last weekend', '2026-11-21/2026-11-21'],
  ['in the last few days', '2026-11-20/2026-11-23'],
  ['over the past few months', '2026-08-23/2026-11-23'],
  ['for the week', '2026-11-23/2026-11-29'],
  ['for the year', '2026-01-01/2026-12-31'],
  ['in the last thirty days', '2026-10-24/2026-11-23'],
  ['in the past month', '2026-10-23/2026-11-23'],
  ['three weeks ago', '2026-11-02/2026-11-08'],
  ['two Mondays ago', '2026-11-09/2026-11-09'],
  ['two Fridays ago', '2026-11-13/2026-11-13'],
  ['to date this month', '2026-11-01/2026-11-30'],
  ['in October', '2026-10-01/2026-10-31'],
  ['in December', '2025-12-01/2025-12-31'],
  ['last November', '2025-11-01/2025-11-30'],
  ['in May 2024', '2024-05-01/2024-05-31'],
  ['since June', '2026-06-01/'],
  ['until March 2026', '/2026-03-31'],
  ['before October', '/2026-09-30'],
  ['between November and January', '2025-11-01/2026-01-31'],
  ['from March 3 to May 4', '2026-03-03/2026-05-04'],
  ['on the 3rd', '2026-11-03/2026-11-03'],
  ['on the 31st', '2026-10-31/2026-10-31'],
  ['last Friday', '2026-11-20/2026-11-20'],
  ['on Tuesday', '2026-11-17/2026-11-17'],
  ['in Q3', '2026-07-01/2026-09-30'],
  ['in 2025', '2025-01-01/2025-12-31'],
  ['last weekend', '2026-11-21/2026-11-22'],
  ['in the first half of 2026', '2026-01-01/2026-06-30'],
  ['in the second half of last month', '2026-10-16/2026-10-31'],
  ['in H2', '2026-07-01/2026-12-31'],
  ['in the last two months of 2025', '2025-11-01/2025-12-31'],
  ['in the first ten days of October', '2026-10-01/2026-10-10'],
  ['in the first couple of days of October', '2026-10-01/2026-10-02'],
  ['in the last couple of weeks of October', '2026-10-18/2026-10-31'],
  ['on the last day of February', '2026-02-28/2026-02-28'],
  ['since the beginning of August', '2026-08-01/'],
  ['until the end of February 2024', '/2024-02-29'],
  ['the week of October 14', '2026-10-12/2026-10-18'],
  ['the week starting October 14', '2026-10-14/2026-10-20'],
  ['the week beginning on October 14', '2026-10-14/2026-10-20'],
  ['the month of May', '2026-05-01/2026-05-31'],
  ['in the last half year', '2026-05-23/2026-11-23'],
  ['in the last half a year', '2026-05-23/2026-11-23'],
  ['in the last couple of weeks', '2026-11-09/2026-11-23'],
  ['in the last couple weeks', '2026-11-09/2026-11-23'],
  ['in the last fortnight', '2026-11-09/2026-11-23'],
  ['last week on Tuesday', '2026-11-17/2026-11-17'],
  ['two months back', '2026-09-01/2026-09-30'],
  ['two weekends back', '2026-11-14/2026-11-15'],
  ['the weekend just gone', '2026-11-21/2026-11-22'],
  ['the week just past', '2026-11-16/2026-11-22'],
  ['the prior calendar year', '2025-01-01/2025-12-31'],
  ['this year until today', '2026-01-01/2026-11-23'],
  ['in the very first week of October', '2026-10-01/2026-10-07'],
  ['in the second week of October', '2026-10-08/2026-10-14'],
  ['October, first week', '2026-10-01/2026-10-07'],
  ['november first two weeks', '2026-11-01/2026-11-14'],
  ['bills may first two weeks', '2026-05-01/2026-05-14'],
  ['October, the second half', '2026-10-16/2026-10-31'],
  ['in the back half of 2025', '2025-07-01/2025-12-31'],
  ['on the 21st of this month', '2026-11-21/2026-11-21'],
  ['on the twentieth this November', '2026-11-20/2026-11-20'],
  ['between the 1st and 7th of this month', '2026-11-01/2026-11-07'],
  ['from the first of October up to the fifteenth', '2026-10-01/2026-10-15'],
  ['november ninth through the fifteenth', '2026-11-09/2026-11-15'],
  ['november ninth tenth and eleventh', '2026-11-09/2026-11-11'],
  ['Monday to Wednesday of the week of November 9', '2026-11-09/2026-11-11'],
  ['November and December a year ago', '2025-11-01/2025-12-31'],
  ['this day last week', '2026-11-16/2026-11-16'],
  ['last week on the same day as today', '2026-11-16/2026-11-16'],
  ['since the year began', '2026-01-01/'],
  ['earlier in the year', '2026-01-01/2026-11-23'],
  ['in the winter last', '2025-12-01/2026-02-28'],
  ['my May spending', '2026-05-01/2026-05-31'],
  ['through March 31 2026', '/2026-03-31'],
  ['the Friday before last', '2026-11-13/2026-11-13'],
  ['the November before last', '2024-11-01/2024-11-30'],
  ['two weekends ago', '2026-11-14/2026-11-15'],
  ['in the past fortnight', '2026-11-09/2026-11-23'],
  ['this calendar year', '2026-01-01/2026-12-31'],
  ['from August on', '2026-08-01/'],
  ['from the 3rd to the 10th of October', '2026-10-03/2026-10-10'],
  ['from the 20th to the 3rd', '2026-10-20/2026-11-03'],
  ['from October 20 to the 5th', '2026-10-20/2026-11-05'],
  ['from December 28 to the 3rd', '2025-12-28/2026-01-03'],
  ['from October 31 to the 30th', '2026-10-31/2026-11-30'],
  ['from November 20, 2025 to the 5th', '2025-11-20/2025-12-05'],
  ['from Monday to Friday', '2026-11-16/2026-11-20'],
  ['from October to December 2024', '2024-10-01/2024-12-31'],
  ['from October 2024 to March', '2024-10-01/2025-03-31'],
  ['in November and December of last year', '2025-11-01/2025-12-31'],
  ['on 1.10.2026', '2026-10-01/2026-10-01'],
])('looks back for %s', (text, period) => {
  expect(of(`what did i spend ${text}`)).toEqual([period]);
});

it.each([
  ['tomorrow', '2026-11-24/2026-11-24'],
  ['on Friday', '2026-11-27/2026-11-27'],
  ['next Friday', '2026-12-04/2026-12-04'],
  ['in January', '2027-01-01/2027-01-31'],
  ['in December', '2026-12-01/2026-12-31'],
  ['on the 3rd', '2026-12-03/2026-12-03'],
  ['in the next two weeks', '2026-11-23/2026-12-07'],
  ['in 3 days', '2026-11-26/2026-11-26'],
  ['on February 3', '2027-02-03/2027-02-03'],
  ['next week on Friday', '2026-12-04/2026-12-04'],
  ['between the 15th and the 31st of December', '2026-12-15/2026-12-31'],
  ['from December to February', '2026-12-01/2027-02-28'],
  ['with the dr on June 5', '2027-06-05/2027-06-05'],
  ['this weekend', '2026-11-28/2026-11-29'],
])('looks ahead for %s', (text, period) => {
  expect(of(`what appointments do i have ${text}`, 'future')).toEqual([period]);
});

it.each([
  'may i take it',
  'march on',
  'i sat down',
  'second helping',
  'the last one',
  'a few days',
  'the last few',
  'the week',
  'for the week of rest',
  'the first half',
  'half of it',
  'the 45th',
  'half a pill',
  'couple of pills',
  'the month starting soon',
  'does june take lipitor',
  'what is april allergic to',
  'did may spend anything',
  'the number of dr may',
  'see professor june',
])('finds none in "%s"', (text) => {
  expect(of(text)).toEqual([]);
});

it('of any words is a span in order, or none', () => {
  const word = fc.constantFrom(
    'last',
    'next',
    'the',
    'in',
    'may',
    'week',
    'days',
    '3',
    '3rd',
    'since',
    'between',
    'and',
    'friday',
    '2025',
    'first',
    'half',
    'of',
    'october',
    'to',
    'whole',
    'before',
    'weekend',
    'ago',
    'of',
    'before',
    'ago',
    'q2',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      for (const { period } of periodsIn(tokenize(words.join(' ')), {
        today: '2026-11-23',
        direction: 'past',
      })) {
        if (period.from !== undefined && period.to !== undefined && !period.words.startsWith('from'))
          expect(period.from <= period.to).toBe(true);
      }
    }),
  );
});

it('takes any Monday for none in particular', () => {
  for (const text of ['on a Monday', 'at a weekend', 'over a weekend', 'during a Friday'])
    expect(of(text)).toEqual([]);
  expect(of('on Monday')).toEqual(['2026-11-23/2026-11-23']);
  expect(of('is it a Friday')).toEqual(['2026-11-20/2026-11-20']);
  expect(of('at the weekend')).toEqual(['2026-11-21/2026-11-22']);
});
