import fc from 'fast-check';
import { expect, it } from 'vitest';
import { periodsIn } from './periods-in.ts';
import { tokenize } from './tokens.ts';

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
  ['in the last thirty days', '2026-10-24/2026-11-23'],
  ['in the past month', '2026-10-23/2026-11-23'],
  ['three weeks ago', '2026-11-02/2026-11-08'],
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
  'the 45th',
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
