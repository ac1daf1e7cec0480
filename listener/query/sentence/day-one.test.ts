import { describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withDayOne } from './day-one.ts';

const said = (text: string, before?: string) =>
  joinedWords(
    withDayOne(tokenize(text), before === undefined ? undefined : () => plainQuery(subjectOf(before))),
  );

describe('one of a day', () => {
  it.each([
    ['how long is the Friday one', 'how long is the appointment on friday'],
    ['who is the one on Friday with', 'who is the appointment on friday with'],
    ['what time is the one in February', 'what time is the appointment in february'],
    ['is the Friday one confirmed', 'is the appointment on friday confirmed'],
  ])('is a visit where only a visit has what is asked: %s', (text, meant) => expect(said(text)).toBe(meant));

  it.each(['how much was the Friday one', 'who did I pay the one on Friday with', 'which one is on Friday'])(
    'is nothing else: %s',
    (text) => expect(said(text)).toBe(joinedWords(tokenize(text))),
  );

  it('is what was spoken of before', () => {
    expect(said('how long is the Friday one', 'TRANSACTION')).toBe('how long is the friday one');
    expect(said('how long is the Friday one', 'APPOINTMENT')).toBe('how long is the appointment on friday');
  });
});
