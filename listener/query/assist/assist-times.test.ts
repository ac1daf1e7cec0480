import { describe, expect, it } from 'vitest';
import { isTimeOf } from './assist-times.ts';

/** Monday, 23 November 2026. */
const TODAY = '2026-11-23';
const means = (words: string, from: string, to: string, before = 'in') =>
  isTimeOf(words.split(' '), before, { words: '', from, to, unit: 'span' }, TODAY);

describe('a name of a time', () => {
  it.each([
    ['the past fortnight', '2026-11-10', '2026-11-23'],
    ['the summer', '2026-06-01', '2026-08-31'],
    ['the summer', '2025-12-01', '2026-02-28'],
    ['springtime', '2026-03-01', '2026-05-31'],
    ['autumn', '2026-09-01', '2026-11-30'],
    ['wintertime', '2025-12-01', '2026-02-28'],
    ['christmas', '2025-12-24', '2025-12-26'],
    ['xmas', '2025-12-24', '2025-12-26'],
    ['easter', '2026-04-03', '2026-04-06'],
    ['thanksgiving', '2026-11-26', '2026-11-26'],
    ['halloween', '2026-10-31', '2026-10-31'],
    ['the month bygone', '2026-10-01', '2026-10-31'],
    ['the previous week', '2026-11-16', '2026-11-22'],
    ['the day gone', '2026-11-22', '2026-11-22'],
    ['the preceding quarter', '2026-07-01', '2026-09-30'],
    ['the elapsed year', '2025-01-01', '2025-12-31'],
    ['the past weekend', '2026-11-21', '2026-11-22'],
    ['the coming fortnight', '2026-11-24', '2026-12-07'],
    ['this whole year', '2026-01-01', '2026-12-31'],
  ])('can be meant: %s', (words, from, to) => expect(means(words, from, to)).toBe(true));

  it.each([
    ['another month', 'the summer', '2026-05-01', '2026-07-31'],
    ['another length', 'the past fortnight', '2026-10-24', '2026-11-23'],
    ['shorter', 'the past fortnight', '2026-11-22', '2026-11-23'],
    ['a unit that nothing points at', 'the month', '2026-10-01', '2026-10-31'],
    ['two times', 'summer last winter', '2026-06-01', '2026-08-31'],
    ['a word beside it', 'the past zorblatt fortnight', '2026-11-10', '2026-11-23'],
    ['no time', 'the past', '2026-11-10', '2026-11-23'],
    ['ahead, for what is past', 'the past fortnight', '2026-11-24', '2026-12-07'],
    ['past, for what is ahead', 'the next fortnight', '2026-11-10', '2026-11-23'],
    ['past, for what is now', 'this year', '2025-01-01', '2025-12-31'],
    ['ahead, for what is now', 'this year', '2027-01-01', '2027-12-31'],
  ])('cannot be meant by %s', (_what, words, from, to) => expect(means(words, from, to)).toBe(false));

  it.each(['a', 'an', 'per', 'each', 'every', 'any'])('is a rate behind %s', (before) => {
    expect(means('fortnight', '2026-11-10', '2026-11-23', before)).toBe(false);
  });

  it('is none without a beginning or an end', () => {
    expect(isTimeOf(['summer'], '', { words: '', from: '2026-06-01', unit: 'span' }, TODAY)).toBe(false);
    expect(isTimeOf(['summer'], '', { words: '', to: '2026-08-31', unit: 'span' }, TODAY)).toBe(false);
  });
});
