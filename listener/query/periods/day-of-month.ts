import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';
import { longDay } from './calendar-days.ts';
import { month } from './named-span.ts';
import { dayNumber, inMonthOf, running } from './part-span.ts';
import type { Calendar, FoundSpan } from './period.ts';
import { relative } from './relative-span.ts';

/** "The 21st of this month", "the 20th of last November": a day of a month that is told from today. */
export function dayOfMonth(tokens: readonly Token[], at: number, calendar: Calendar): FoundSpan | undefined {
  const number = isOrdinal(wordAt(tokens, at)) ? dayNumber(wordAt(tokens, at)) : undefined;
  if (number === undefined) return undefined;
  const of = isAnyOf(wordAt(tokens, at + 1), 'of in') ? 1 : 0;
  const place = at + 1 + of;
  if (!isAnyOf(wordAt(tokens, place), 'this last next past previous prior the')) return undefined;
  const span =
    relative(tokens, place, calendar) ??
    month(tokens, place, calendar, 'of') ??
    (of === 1 ? running(tokens, place, calendar.today) : undefined);
  const iso = span?.unit === 'month' ? inMonthOf(span.from, number) : undefined;
  if (span === undefined || iso === undefined) return undefined;
  const { tense } = span;
  return {
    from: iso,
    to: iso,
    words: `on ${longDay(iso)}`,
    length: 1 + of + span.length,
    unit: 'day',
    ...(tense && { tense }),
  };
}

export function isOrdinal(word: string): boolean {
  return /^\d{1,2}(?:st|nd|rd|th)$/.test(word);
}
