import { internalDay, isoDay } from '../../account/iso.ts';
import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { type Token, wordAt } from '../words/token.ts';
import {
  dayAfter,
  dayOfThisWeek,
  longDay,
  mondayOf,
  monthsLater,
  named,
  shortDay,
  unitSpan,
  weekend,
  yearsLater,
} from './calendar-days.ts';
import { month, weekdayNamed } from './named-span.ts';
import { running, type SpanReader } from './part-span.ts';
import type { Calendar, FoundSpan } from './period.ts';
import { count, isAgo, isPast, UNITS } from './period-words.ts';
import { counted, relative } from './relative-span.ts';
import { weekLater } from './week-later.ts';

/** Spans said by way of another one: the week of October 12, Tuesday of last week, two weekends ago, the whole of May. */

const WHOLE = new Set('whole entire full complete calendar'.split(' '));
const TO_DATE: Readonly<Record<string, 'year' | 'month' | 'quarter' | 'week'>> = byWord({
  ytd: 'year',
  mtd: 'month',
  qtd: 'quarter',
  wtd: 'week',
});

export function around(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  read: SpanReader,
): FoundSpan | undefined {
  return (
    toDate(tokens, at, calendar) ??
    whole(tokens, at, calendar, read) ??
    weekLater(tokens, at, calendar) ??
    unitOf(tokens, at, read) ??
    dayOfWeek(tokens, at, calendar) ??
    weekendsAgo(tokens, at, calendar) ??
    agoToday(tokens, at, calendar) ??
    sameDay(tokens, at, calendar) ??
    beforeLast(tokens, at, calendar) ??
    afterNext(tokens, at, calendar) ??
    earlierIn(tokens, at, calendar, read)
  );
}

function toDate(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const unit = TO_DATE[wordAt(tokens, at)];
  const span = unit && unitSpan(unit, today, 0);
  return span && { ...span, words: `this ${unit}`, length: 1 };
}

/** "the whole of 2025", "the entire month of October", "calendar year 2025", "this calendar year". */
function whole(
  tokens: readonly Token[],
  at: number,
  { today }: Calendar,
  read: SpanReader,
): FoundSpan | undefined {
  const word = wordAt(tokens, at);
  const unit = UNITS[wordAt(tokens, at + 2)];
  if (
    WHOLE.has(wordAt(tokens, at + 1)) &&
    unit !== undefined &&
    (isPast(word) || isAnyOf(word, 'this next'))
  ) {
    const offset = word === 'this' ? 0 : word === 'next' ? 1 : -1;
    const span = unitSpan(unit, today, offset);
    const tense = offset < 0 ? ('past' as const) : ('future' as const);
    const words = `${offset < 0 ? 'last' : word} ${unit}`;
    return span && { ...span, words, length: 3, ...(offset !== 0 && { tense }) };
  }
  if (!WHOLE.has(word)) return undefined;
  const skip = wordAt(tokens, at + 1) === 'of' ? 2 : 1;
  const span = read(at + skip);
  if (span !== undefined && span.unit !== 'day') return { ...span, length: skip + span.length };
  const running = UNITS[wordAt(tokens, at + 1)];
  if (running === undefined || running === 'day' || wordAt(tokens, at + 1).endsWith('s')) return undefined;
  const now = unitSpan(running, today, 0);
  return now && { ...now, words: `this ${running}`, length: 2 };
}

/** "the week of October 12", "the week starting October 12", "the weekend of the 14th", "the month of May". */
function unitOf(tokens: readonly Token[], at: number, read: SpanReader): FoundSpan | undefined {
  const unit = wordAt(tokens, at);
  const joint = wordAt(tokens, at + 1);
  if (!isAnyOf(unit, 'week weekend month year')) return undefined;
  const isStart = unit === 'week' && isAnyOf(joint, 'beginning starting commencing');
  if (joint !== 'of' && !isStart) return undefined;
  const span = read(at + 2 + (isStart && wordAt(tokens, at + 2) === 'on' ? 1 : 0));
  if (span === undefined) return undefined;
  const length = span.length + 2 + (isStart && wordAt(tokens, at + 2) === 'on' ? 1 : 0);
  if ((unit === 'month' || unit === 'year') && span.unit === unit) return { ...span, length };
  if (span.unit !== 'day' || (unit !== 'week' && unit !== 'weekend')) return undefined;
  const monday = isStart ? internalDay(span.from) : mondayOf(internalDay(span.from));
  const from = isoDay(unit === 'week' ? monday : monday + 5);
  const to = dayAfter(from, unit === 'week' ? 6 : 1);
  const isAligned = unit === 'week' && !isStart;
  return {
    from,
    to,
    words: `from ${shortDay(from)} to ${shortDay(to)}`,
    length,
    unit: isAligned ? 'week' : 'span',
  };
}

/** "Tuesday of last week", "last week on Tuesday", "two weeks ago on Tuesday". */
function dayOfWeek(tokens: readonly Token[], at: number, calendar: Calendar): FoundSpan | undefined {
  const day = weekdayNamed(wordAt(tokens, at));
  const isBefore = day !== undefined;
  const skip = isBefore ? 1 + (isAnyOf(wordAt(tokens, at + 1), 'of in') ? 1 : 0) : 0;
  const week = weekAt(tokens, at + skip, calendar);
  if (week === undefined) return undefined;
  let length = skip + week.length;
  let which = day;
  if (!isBefore) {
    if (wordAt(tokens, at + length) === 'on') length += 1;
    which = weekdayNamed(wordAt(tokens, at + length));
    length += 1;
  }
  if (which === undefined) return undefined;
  const iso = dayAfter(week.from, (which + 6) % 7);
  const { tense } = week;
  return { from: iso, to: iso, words: `on ${longDay(iso)}`, length, unit: 'day', ...(tense && { tense }) };
}

function weekAt(tokens: readonly Token[], at: number, calendar: Calendar): FoundSpan | undefined {
  const isRelative = isAnyOf(wordAt(tokens, at), 'last this next') && wordAt(tokens, at + 1) === 'week';
  const isWeeksAgo = isAgo(wordAt(tokens, at + 2)) && /^weeks?$/.test(wordAt(tokens, at + 1));
  if (!isRelative && !isWeeksAgo) return undefined;
  const span = isRelative ? relative(tokens, at, calendar) : counted(tokens, at, calendar);
  return span?.unit === 'week' ? span : undefined;
}

/** "two weekends ago". */
function weekendsAgo(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const first = wordAt(tokens, at);
  const number = first === 'a' || first === 'one' ? 1 : count(first);
  if (number === undefined || !/^weekends?$/.test(wordAt(tokens, at + 1))) return undefined;
  if (!isAgo(wordAt(tokens, at + 2))) return undefined;
  return ofWeekend(weekend(today, -number), 3);
}

function ofWeekend(span: ReturnType<typeof weekend>, length: number): FoundSpan {
  const words = `from ${shortDay(span.from)} to ${shortDay(span.to)}`;
  return { ...span, words, length, tense: 'past' };
}

/** "a week ago today", "two months ago today": one day. */
function agoToday(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const first = wordAt(tokens, at);
  const number = first === 'a' || first === 'one' ? 1 : count(first);
  const unit = UNITS[wordAt(tokens, at + 1)];
  if (number === undefined || unit === undefined || wordAt(tokens, at + 2) !== 'ago') return undefined;
  if (wordAt(tokens, at + 3) !== 'today') return undefined;
  const iso =
    unit === 'day'
      ? dayAfter(today, -number)
      : unit === 'week'
        ? dayAfter(today, -7 * number)
        : monthsLater(today, -number * { month: 1, quarter: 3, year: 12 }[unit]);
  return { from: iso, to: iso, words: `on ${longDay(iso)}`, length: 4, unit: 'day', tense: 'past' };
}

const SAME_DAY =
  /^(?:(?:this|the same|same) day (?:of |in )?last (week|month|year)|(?:the )?last (week|month|year) (?:on )?(?:this|the same) day(?: as today)?|last (week|month|year) today)\b/;

/** "this day last week", "last week on the same day as today": one day. */
function sameDay(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const words = tokens.slice(at, at + 9).map(({ word }) => word);
  const found = SAME_DAY.exec(words.join(' '));
  const unit = found?.slice(1).find((one) => one !== undefined);
  if (found === null || unit === undefined) return undefined;
  const iso = unit === 'week' ? dayAfter(today, -7) : monthsLater(today, unit === 'month' ? -1 : -12);
  const length = found[0].split(' ').length;
  return { from: iso, to: iso, words: `on ${longDay(iso)}`, length, unit: 'day', tense: 'past' };
}

/** "the weekend before last", "the November before last", "the Friday before last". */
function beforeLast(tokens: readonly Token[], at: number, calendar: Calendar): FoundSpan | undefined {
  const { today } = calendar;
  if (wordAt(tokens, at + 1) !== 'before' || wordAt(tokens, at + 2) !== 'last') return undefined;
  if (wordAt(tokens, at) === 'weekend') return ofWeekend(weekend(today, -2), 3);
  const weekday = weekdayNamed(wordAt(tokens, at));
  if (weekday !== undefined) {
    const now = internalDay(today);
    const inWeek = mondayOf(now) + ((weekday + 6) % 7);
    const iso = isoDay((inWeek < now ? inWeek : inWeek - 7) - 7);
    return { from: iso, to: iso, words: `on ${longDay(iso)}`, length: 3, unit: 'day', tense: 'past' };
  }
  const span = month(tokens, at, calendar, 'in');
  if (span?.length !== 1) return undefined;
  // The last one is the one of before this month.
  const last = span.from.slice(0, 7) < today.slice(0, 7) ? span.from : yearsLater(span.from, -1);
  const before = { from: yearsLater(last, -1), to: dayAfter(monthsLater(yearsLater(last, -1), 1), -1) };
  return { ...before, words: named({ ...before, unit: 'month' }), length: 3, unit: 'month', tense: 'past' };
}

/** "the week after next", "the weekend after next", "the Friday after next". */
function afterNext(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  if (wordAt(tokens, at + 1) !== 'after' || wordAt(tokens, at + 2) !== 'next') return undefined;
  const word = wordAt(tokens, at);
  const told = { length: 3, tense: 'future' as const };
  if (word === 'weekend') {
    const span = weekend(today, 2);
    return { ...span, ...told, words: `from ${shortDay(span.from)} to ${shortDay(span.to)}` };
  }
  const day = weekdayNamed(word);
  if (day !== undefined) {
    const iso = dayAfter(dayOfThisWeek(day, today), 14);
    return { from: iso, to: iso, words: `on ${longDay(iso)}`, unit: 'day', ...told };
  }
  const unit = UNITS[word];
  const span =
    unit === undefined || unit === 'day' || word.endsWith('s') ? undefined : unitSpan(unit, today, 2);
  return span && { ...span, ...told, words: named(span) };
}

/** "earlier this month", "earlier in November", "later this week": the part of it that is past, or to come. */
function earlierIn(
  tokens: readonly Token[],
  at: number,
  { today }: Calendar,
  read: SpanReader,
): FoundSpan | undefined {
  const word = wordAt(tokens, at);
  if (word !== 'earlier' && word !== 'later') return undefined;
  const skip = isAnyOf(wordAt(tokens, at + 1), 'in on') ? 2 : 1;
  const span = read(at + skip) ?? running(tokens, at + skip, today);
  if (span === undefined || span.length === 0) return undefined;
  const length = skip + span.length;
  const isRunning = span.from <= today && today <= span.to;
  if (!isRunning) return word === 'earlier' && span.to < today ? { ...span, length } : undefined;
  const words = `${word} ${span.words}`;
  return word === 'earlier'
    ? { ...span, to: today, words, length, tense: 'past' }
    : { ...span, from: today, words, length, tense: 'future' };
}
