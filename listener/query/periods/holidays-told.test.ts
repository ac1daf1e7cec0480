import { describe, expect, it } from 'vitest';
import { times } from '../testing/told-times.ts';

describe('a day that has a name', () => {
  it.each([
    ['on Christmas', 'on christmas: on Christmas Day, December 25, 2025, 2025-12-25/2025-12-25 day'],
    [
      'on last Christmas',
      'on last christmas: on Christmas Day, December 25, 2025, 2025-12-25/2025-12-25 day past',
    ],
    [
      'on next Christmas',
      'on next christmas: on Christmas Day, December 25, 2026, 2026-12-25/2026-12-25 day future',
    ],
    [
      'on this Christmas',
      'on this christmas: on Christmas Day, December 25, 2026, 2026-12-25/2026-12-25 day',
    ],
    [
      '[2026-12-25]last Christmas day',
      'last christmas day: on Christmas Day, December 25, 2025, 2025-12-25/2025-12-25 day past',
    ],
    [
      '[2026-12-25]next Christmas day',
      'next christmas day: on Christmas Day, December 25, 2027, 2027-12-25/2027-12-25 day future',
    ],
    [
      '[2026-12-25]on Christmas',
      'on christmas: on Christmas Day, December 25, 2026, 2026-12-25/2026-12-25 day',
    ],
    [
      '[2026-12-25 future]on Christmas',
      'on christmas: on Christmas Day, December 25, 2026, 2026-12-25/2026-12-25 day',
    ],
    [
      '[2026-12-26 future]on Christmas',
      'on christmas: on Christmas Day, December 25, 2027, 2027-12-25/2027-12-25 day',
    ],
    [
      '[2026-12-26]next Christmas day',
      'next christmas day: on Christmas Day, December 25, 2027, 2027-12-25/2027-12-25 day future',
    ],
    [
      '[2026-12-26]last Christmas day',
      'last christmas day: on Christmas Day, December 25, 2026, 2026-12-25/2026-12-25 day past',
    ],
    [
      '[2026-12-24]on Christmas',
      'on christmas: on Christmas Day, December 25, 2025, 2025-12-25/2025-12-25 day',
    ],
    ['this Halloween', 'this halloween: on Halloween, October 31, 2026, 2026-10-31/2026-10-31 day'],
    ['last Halloween', 'last halloween: on Halloween, October 31, 2026, 2026-10-31/2026-10-31 day past'],
    [
      'next Thanksgiving',
      'next thanksgiving: on Thanksgiving, November 26, 2026, 2026-11-26/2026-11-26 day future',
    ],
    ['for Christmas Day', 'no time'],
    ["for New Year's Eve", 'no time'],
    ['Christmas Day', 'christmas day: on Christmas Day, December 25, 2025, 2025-12-25/2025-12-25 day'],
    ['Christmas', 'no time'],
    ['over Christmas', 'no time'],
    ['during Boxing Day', 'during boxing day: on Boxing Day, December 26, 2025, 2025-12-26/2025-12-26 day'],
    ['in the new year', 'no time'],
    ['since New Year', "since new year: since New Year's Day, January 1, 2026, 2026-01-01/ span past"],
    [
      'on the new year day',
      "on the new year day: on New Year's Day, January 1, 2026, 2026-01-01/2026-01-01 day",
    ],
    ['on Easter 2025', 'on easter 2025: on Easter Sunday, April 20, 2025, 2025-04-20/2025-04-20 day'],
    [
      'on Easter last year',
      'on easter last year: on Easter Sunday, April 20, 2025, 2025-04-20/2025-04-20 day',
    ],
    ['on Good Friday', 'on good friday: on Good Friday, April 3, 2026, 2026-04-03/2026-04-03 day'],
    ['since Labor Day', 'since labor day: since Labor Day, September 7, 2026, 2026-09-07/ span past'],
    ['on Memorial Day', 'on memorial day: on Memorial Day, May 25, 2026, 2026-05-25/2026-05-25 day'],
    ['the fourth of July', 'the 4th of july: on Independence Day, July 4, 2026, 2026-07-04/2026-07-04 day'],
  ])('%s: %s', (text, said) => expect(times(text)).toBe(said));
});
