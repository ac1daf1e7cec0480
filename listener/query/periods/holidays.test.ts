import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { holidayAt } from './holidays.ts';
import { periodsIn } from './periods-in.ts';

const of = (text: string, direction: 'past' | 'future', today = '2026-11-23') =>
  periodsIn(tokenize(text), { today, direction }).map(
    ({ period: { from = '', to = '' } }) => `${from}/${to}`,
  );

describe('a holiday is one day', () => {
  it.each([
    ['on Christmas Day', '2025-12-25', '2026-12-25'],
    ['on christmas eve', '2025-12-24', '2026-12-24'],
    ['on Boxing Day', '2025-12-26', '2026-12-26'],
    ["on New Year's Eve", '2025-12-31', '2026-12-31'],
    ['on new years day', '2026-01-01', '2027-01-01'],
    ["on Valentine's Day", '2026-02-14', '2027-02-14'],
    ['at easter', '2026-04-05', '2027-03-28'],
    ['on Good Friday', '2026-04-03', '2027-03-26'],
    ['on easter monday', '2026-04-06', '2027-03-29'],
    ['on memorial day', '2026-05-25', '2027-05-31'],
    ['on the fourth of july', '2026-07-04', '2027-07-04'],
    ['on Labor Day', '2026-09-07', '2027-09-06'],
    ['on halloween', '2026-10-31', '2027-10-31'],
    ['on Thanksgiving', '2025-11-27', '2026-11-26'],
    ['on black friday', '2025-11-28', '2026-11-27'],
  ])('%s was %s and will be %s', (text, past, future) => {
    expect(of(`what ${text}`, 'past')).toEqual([`${past}/${past}`]);
    expect(of(`what ${text}`, 'future')).toEqual([`${future}/${future}`]);
  });

  it('is this year where the question says so, or a year is written', () => {
    expect(of('what did i spend last christmas', 'past')).toEqual(['2025-12-25/2025-12-25']);
    expect(of('what happens this christmas', 'past')).toEqual(['2026-12-25/2026-12-25']);
    expect(of('what happens next easter', 'past')).toEqual(['2027-03-28/2027-03-28']);
    expect(of('what did i spend on christmas 2024', 'past')).toEqual(['2024-12-25/2024-12-25']);
  });

  it('bounds a period', () => {
    expect(of('anything before christmas', 'future')).toEqual(['/2026-12-24']);
    expect(of('anything by christmas', 'future')).toEqual(['/2026-12-25']);
    expect(of('anything after new year', 'future')).toEqual(['2027-01-02/']);
    expect(of('spent since easter', 'past')).toEqual(['2026-04-05/']);
    expect(of('appointments in the new year', 'future')).toEqual([]);
    expect(of('anything between christmas and new year', 'future')).toEqual(['2026-12-25/2027-01-01']);
    expect(of('spent between thanksgiving and christmas', 'past')).toEqual(['2025-11-27/2025-12-25']);
  });

  it('is today on its day', () => {
    expect(of('anything on christmas day', 'future', '2026-12-25')).toEqual(['2026-12-25/2026-12-25']);
    expect(of('spent on christmas day', 'past', '2026-12-25')).toEqual(['2026-12-25/2026-12-25']);
  });

  it.each(['what did i buy for christmas', 'spent over christmas', 'spent around easter', 'christmas tree'])(
    'says no time in "%s"',
    (text) => {
      expect(of(text, 'past')).toEqual([]);
    },
  );

  it('is said by its name and its day', () => {
    const found = holidayAt(tokenize('christmas eve'), 0, { today: '2026-11-23', direction: 'future' }, 'on');
    expect(found?.words).toBe('on Christmas Eve, December 24, 2026');
  });
});
