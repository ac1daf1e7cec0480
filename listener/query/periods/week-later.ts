import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { type Token, wordAt } from '../words/token.ts';
import { dayAfter, dayOfThisWeek, longDay } from './calendar-days.ts';
import { weekdayNamed } from './named-span.ts';
import type { Calendar, FoundSpan } from './period.ts';

/** Days that are so many weeks behind another one. */

const WEEKS: Readonly<Record<string, number>> = byWord({ week: 7, fortnight: 14, weeks: 14 });

/** "Tuesday week", "Monday fortnight", "a week on Tuesday", "two weeks from Friday". */
export function weekLater(tokens: readonly Token[], at: number, calendar: Calendar): FoundSpan | undefined {
  const before = weekdayNamed(wordAt(tokens, at));
  const behindDay = WEEKS[wordAt(tokens, at + 1)];
  if (
    before !== undefined &&
    behindDay !== undefined &&
    wordAt(tokens, at + 1) !== 'weeks' &&
    !tokens[at]?.last
  )
    return laterDay(before, behindDay, 2, calendar);
  const isTwo = isAnyOf(wordAt(tokens, at), 'two 2') && wordAt(tokens, at + 1) === 'weeks';
  const isOne = isAnyOf(wordAt(tokens, at), 'a 1 one') && isAnyOf(wordAt(tokens, at + 1), 'week fortnight');
  const days = isOne || isTwo ? WEEKS[wordAt(tokens, at + 1)] : undefined;
  const day = weekdayNamed(wordAt(tokens, at + 3));
  if (days === undefined || day === undefined || !isAnyOf(wordAt(tokens, at + 2), isTwo ? 'from' : 'on from'))
    return undefined;
  // Said on a Monday, "a week on Monday" may be in one week or in two.
  const isToday = dayOfThisWeek(day, calendar.today) === calendar.today;
  return isToday ? undefined : laterDay(day, days, 4, calendar);
}

function laterDay(day: number, days: number, length: number, { today }: Calendar): FoundSpan {
  const thisWeek = dayOfThisWeek(day, today);
  const coming = thisWeek < today ? dayAfter(thisWeek, 7) : thisWeek;
  const iso = dayAfter(coming, days);
  return { from: iso, to: iso, words: `on ${longDay(iso)}`, unit: 'day', length, tense: 'future' };
}
