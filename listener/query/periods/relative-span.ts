import { isAnyOf } from '../words/any-of.ts';
import { WEEKDAYS } from '../words/format-values.ts';
import { type Token, wordAt } from '../words/token.ts';
import { dayAfter, longDay, named, rolling, unitSpan, weekend, yearsLater } from './calendar-days.ts';
import { asPeriod, type Calendar, type FoundSpan, type Period } from './period.ts';
import { count, isAgo, isComing, isPast, MULTIPLES, UNITS } from './period-words.ts';

/** Spans of days told from today: yesterday, last week, the past 30 days, in 2 months. */

export function nearDay(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const one = wordAt(tokens, at);
  const phrase = [0, 1, 2, 3].map((offset) => wordAt(tokens, at + offset)).join(' ');
  const day = (offset: number, words: string, length: number): FoundSpan => {
    const iso = dayAfter(today, offset);
    const tense = offset < 0 ? ('past' as const) : offset > 0 ? ('future' as const) : undefined;
    return { from: iso, to: iso, words, length, unit: 'day', ...(tense && { tense }) };
  };
  if (phrase.startsWith('day before yesterday')) return day(-2, `on ${longDay(dayAfter(today, -2))}`, 3);
  if (phrase.startsWith('day after tomorrow')) return day(2, `on ${longDay(dayAfter(today, 2))}`, 3);
  if (one === 'today') return day(0, 'today', 1);
  if (one === 'yesterday') return day(-1, 'yesterday', 1);
  if (one === 'tomorrow') return day(1, 'tomorrow', 1);
  return undefined;
}

/** this, last and next week, month, quarter, year and weekend; the year before last. */
export function relative(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
): FoundSpan | undefined {
  const [which, what, third, fourth] = [0, 1, 2, 3].map((offset) => wordAt(tokens, at + offset));
  if (which === 'weekend' && what !== 'just') {
    // What was done "over the weekend" was done on the last one that has begun.
    const this_ = weekend(today, 0);
    return direction === 'past' && this_.from > today
      ? { ...weekend(today, -1), words: 'last weekend', tense: 'past', length: 1 }
      : { ...this_, words: 'this weekend', length: 1 };
  }
  if (what === 'before' && third === 'last' && which !== undefined && UNITS[which] !== undefined) {
    const span = unitSpan(UNITS[which] ?? 'month', today, -2);
    return span && { ...span, words: named(span), tense: 'past', length: 3 };
  }
  // "The weekend just gone", "the week just past".
  const isJustGone = what === 'just' && isAnyOf(third ?? '', 'gone past passed ended over finished went');
  if (isJustGone && which === 'weekend')
    return { ...weekend(today, -1), words: 'last weekend', tense: 'past', length: 3 };
  if (isJustGone && which !== undefined && UNITS[which] !== undefined && !which.endsWith('s')) {
    const span = unitSpan(UNITS[which] ?? 'week', today, -1);
    return (
      span && { ...span, words: which === 'day' ? 'yesterday' : `last ${which}`, tense: 'past', length: 3 }
    );
  }
  // "My wages for the week": of this one, and not "for the week of the 9th".
  const isForThe = wordAt(tokens, at - 2) === 'for' && wordAt(tokens, at - 1) === 'the';
  if (isForThe && at === tokens.length - 1 && isAnyOf(which ?? '', 'week month year')) {
    const span = unitSpan(UNITS[which ?? ''] ?? 'week', today, 0);
    return span && { ...span, words: `this ${which}`, length: 1 };
  }
  const toDate = what === 'to' && third === 'date';
  if (toDate && which !== undefined && UNITS[which] !== undefined) {
    const span = unitSpan(UNITS[which] ?? 'year', today, 0);
    return span && { ...span, words: `this ${which}`, length: 3 };
  }
  const offset =
    which === 'this' || which === 'current' ? 0 : isPast(which) ? -1 : isComing(which) ? 1 : undefined;
  if (offset === undefined || what === undefined) return undefined;
  const said = `${offset === 0 ? 'this' : offset < 0 ? 'last' : 'next'} ${what}`;
  const tense = offset < 0 ? ('past' as const) : offset > 0 ? ('future' as const) : undefined;
  const told = { words: said, length: 2, ...(tense && { tense }) };
  if (what === 'weekend') {
    const span = weekend(today, offset);
    // What was done "this weekend" was done on the last one that has begun.
    return direction === 'past' && offset === 0 && span.from > today
      ? { ...weekend(today, -1), words: 'last weekend', tense: 'past', length: 2 }
      : { ...span, ...told };
  }
  // "This past weekend" is the last one.
  if (which === 'this' && what === 'past') {
    const past = relative(tokens, at + 1, { today, direction });
    return past && { ...past, length: past.length + 1 };
  }
  const unit = UNITS[what];
  // "the past month" is the last 30 days or so, "last month" one of the calendar.
  if (which === 'past' && unit !== undefined && !what.endsWith('s')) return rolling(today, -1, unit, 2);
  // "In the last year" and "last month or so" end today; "last year" is one of the calendar.
  const isWithin =
    which === 'last' &&
    !what.endsWith('s') &&
    wordAt(tokens, at - 1) === 'the' &&
    isAnyOf(wordAt(tokens, at - 2), 'in over within during for');
  const isAbout = third === 'or' && fourth === 'so';
  if (unit !== undefined && (isWithin || (offset < 0 && isAbout)))
    return rolling(today, -1, unit, isAbout ? 4 : 2);
  if (unit !== undefined && unit !== 'day' && !what.endsWith('s')) {
    // "last week's", "this year so far": the same span.
    const soFar = third === 'so' && fourth === 'far' ? 2 : 0;
    const span = unitSpan(unit, today, offset);
    return span && { ...span, ...told, length: 2 + soFar };
  }
  if (offset === 0 && (what === 'morning' || what === 'afternoon' || what === 'evening')) return undefined;
  return undefined;
}

/** the last 30 days, the next two weeks, the past couple of months, 3 weeks ago, in 2 days, a fortnight ago. */
export function counted(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const word = (offset: number) => wordAt(tokens, at + offset);
  const [first, second, third] = [0, 1, 2].map(word);
  // "These last three months".
  if (isAnyOf(first ?? '', 'this these those') && (isPast(second) || isComing(second))) {
    const span = counted(tokens, at + 1, { today, direction: 'past' });
    return span && { ...span, length: span.length + 1 };
  }
  const way = isPast(first) ? -1 : isComing(first) ? 1 : undefined;
  if (way !== undefined) {
    const found = amountAt(tokens, at + 1);
    return found && rolling(today, way * found.number, found.unit, 1 + found.length);
  }
  if (first === 'fortnight' || second === 'fortnight') {
    const length = first === 'fortnight' ? 1 : 2;
    if (length === 2 && !isAnyOf(first ?? '', 'a one')) return undefined;
    const span = isAgo(word(length)) ? unitSpan('week', today, -2) : undefined;
    return span && { ...span, words: named(span), tense: 'past', length: length + 1 };
  }
  const couple = coupleAgo(tokens, at, today) ?? weekdaysAgo(tokens, at, today);
  if (couple !== undefined) return couple;
  const number = first === 'a' || first === 'an' || first === 'one' ? 1 : count(first);
  const unit = second === undefined ? undefined : UNITS[second];
  if (number === undefined || unit === undefined) return undefined;
  if (isAgo(third)) {
    const span = unitSpan(unit, today, -number);
    const told = span && ({ ...span, words: named(span), tense: 'past', length: 3 } as const);
    return told && unit === 'year' ? { ...told, ago: yearsLater(today, -number) } : told;
  }
  if (
    wordAt(tokens, at - 1) === 'in' ||
    (third === 'from' && ['now', 'today'].includes(wordAt(tokens, at + 3)))
  ) {
    const span = unitSpan(unit, today, number);
    return span && { ...span, words: named(span), tense: 'future', length: third === 'from' ? 4 : 2 };
  }
  if (wordAt(tokens, at - 1) === 'within') return rolling(today, number, unit, 2);
  return undefined;
}

/** "A couple of weeks ago", "a couple months back". */
function coupleAgo(tokens: readonly Token[], at: number, today: string): FoundSpan | undefined {
  const a = wordAt(tokens, at) === 'a' ? 1 : 0;
  if (wordAt(tokens, at + a) !== 'couple') return undefined;
  const of = wordAt(tokens, at + a + 1) === 'of' ? 1 : 0;
  const unit = UNITS[wordAt(tokens, at + a + 1 + of)];
  const length = a + of + 3;
  if (unit === undefined || !isAgo(wordAt(tokens, at + length - 1))) return undefined;
  const span = unitSpan(unit, today, -2);
  return span && { ...span, words: named(span), tense: 'past', length };
}

/** "Two Mondays ago": the second of them before today. */
function weekdaysAgo(tokens: readonly Token[], at: number, today: string): FoundSpan | undefined {
  const number = count(wordAt(tokens, at));
  const weekday = WEEKDAYS.indexOf(wordAt(tokens, at + 1).replace(/s$/, ''));
  if (number === undefined || number < 1 || weekday < 0 || !isAgo(wordAt(tokens, at + 2))) return undefined;
  const todays = new Date(`${today}T00:00:00Z`).getUTCDay();
  const back = (todays - weekday + DAYS_OF_WEEK) % DAYS_OF_WEEK || DAYS_OF_WEEK;
  const from = dayAfter(today, -back - (number - 1) * DAYS_OF_WEEK);
  const span = { from, to: from, unit: 'day' } as const;
  return { ...span, words: named(span), tense: 'past', length: 3 };
}
const DAYS_OF_WEEK = 7;

/** "30 days", "couple of weeks", "few days", "half year", "fortnight". */
function amountAt(
  tokens: readonly Token[],
  at: number,
): { readonly number: number; readonly unit: Period['unit']; readonly length: number } | undefined {
  const [first, second, third] = [0, 1, 2].map((offset) => wordAt(tokens, at + offset));
  const multiple = MULTIPLES[first ?? ''];
  if (multiple !== undefined) return { number: multiple[0], unit: multiple[1], length: 1 };
  if (first === 'half') {
    const skip = second === 'a' ? 2 : 1;
    return wordAt(tokens, at + skip) === 'year' ? { number: 6, unit: 'month', length: skip + 1 } : undefined;
  }
  if (first === 'couple') {
    const skip = second === 'of' ? 2 : 1;
    const unit = UNITS[wordAt(tokens, at + skip)];
    return unit && { number: 2, unit, length: skip + 1 };
  }
  // "The last few days": taken for three, which the answer says.
  const few = first === 'few' && second?.endsWith('s') === true ? 3 : undefined;
  const number = few ?? count(first);
  const unit = UNITS[second ?? ''];
  if (number === undefined || unit === undefined) return undefined;
  // "The last two weeks of May" are not told from today.
  return third === 'of' ? undefined : { number, unit, length: 2 };
}

/** "Recently", where a sum needs to know since when. */
export function lately(today: string): Period {
  return asPeriod(rolling(today, -30, 'day', 0));
}
