import { isAnyOf } from '../words/any-of.ts';
import { WEEKDAYS } from '../words/format-values.ts';
import { type Token, wordAt } from '../words/token.ts';
import { apposed } from './apposed-periods.ts';
import { around } from './around-span.ts';
import { dayAfter, shortDay } from './calendar-days.ts';
import { dayOfMonth } from './day-of-month.ts';
import { holidayAt } from './holidays.ts';
import { month, quarter, weekday, written, year } from './named-span.ts';
import { partOf } from './part-span.ts';
import {
  asPeriod,
  type Calendar,
  type FoundPeriod,
  type FoundSpan,
  type Period,
  type Span,
} from './period.ts';
import { PLACING } from './period-words.ts';
import { counted, nearDay, relative } from './relative-span.ts';
import { season } from './seasons.ts';
import { bare, rangeAt, THROUGH } from './span-range.ts';

/** Where a question speaks of time, and which days it means. */

/** What leaves one end of a period open. */
const OPENING = new Set(['since', 'after', 'before', 'until', 'till', 'by']);

/** By the words and then by the calendar: every subject asks for the periods of the same words. */
const READ = new WeakMap<readonly Token[], Map<string, readonly FoundPeriod[]>>();

/** Every period of a question, in its order; none overlap. */
export function periodsIn(tokens: readonly Token[], calendar: Calendar): readonly FoundPeriod[] {
  let read = READ.get(tokens);
  if (read === undefined) {
    read = new Map();
    READ.set(tokens, read);
  }
  const key = `${calendar.today} ${calendar.direction}`;
  let found = read.get(key);
  if (found === undefined) {
    found = readPeriods(tokens, calendar);
    read.set(key, found);
  }
  return found;
}

function readPeriods(tokens: readonly Token[], calendar: Calendar): readonly FoundPeriod[] {
  const found: FoundPeriod[] = [];
  for (let at = 0; at < tokens.length; ) {
    const period = periodAt(tokens, at, calendar);
    if (period === undefined) {
      at += 1;
    } else {
      found.push({ at, ...period });
      at += period.length;
    }
  }
  return apposed(found, tokens, calendar, (at, as) => periodAt(tokens, at, as));
}

function periodAt(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
): Omit<FoundPeriod, 'at'> | undefined {
  const word = wordAt(tokens, at);
  const range = (start: number, joins = THROUGH) =>
    rangeAt(tokens, start, calendar, joins, (place, read = calendar) =>
      spanBehindArticle(tokens, place, read, 'from'),
    );
  const ends = (start: number) => {
    const first = wordAt(tokens, start);
    if (first !== 'between' && first !== 'from') return undefined;
    return range(start + 1, first === 'between' ? ['and', 'to', 'until', 'till'] : THROUGH);
  };
  // "The fortnight from 1 to 14 November": what it is called changes nothing.
  const called = stretchAt(tokens, at);
  const found = ends(at + called);
  if (found !== undefined) return { length: found.length + called + 1, period: found.period };
  // "Up to June", "up until the end of March".
  const allTheWay = /^all the way up$/.test([0, 1, 2, 3].map((step) => wordAt(tokens, at + step)).join(' '))
    ? 3
    : 0;
  const isUp =
    wordAt(tokens, at + allTheWay) === 'up' && isAnyOf(wordAt(tokens, at + allTheWay + 1), 'to until till');
  const up = isUp ? allTheWay + 1 : 0;
  if (OPENING.has(word) || up > 0) {
    const span = spanBehindArticle(
      tokens,
      at + 1 + up,
      word === 'since' ? { ...calendar, direction: 'past' } : calendar,
      word === 'since' ? word : 'until',
    );
    const kind = up > 0 ? 'until' : word;
    return span && { length: span.length + 1 + up, period: openPeriod(kind, span, calendar) };
  }
  if (word === 'through' || word === 'thru') {
    const span = spanBehindArticle(tokens, at + 1, calendar, 'until');
    // "Through March 31": up to that day. "Through March" may be all of it alone.
    if (span?.unit === 'day') return { length: span.length + 1, period: openPeriod('until', span, calendar) };
  }
  if (PLACING.has(word)) {
    const found = range(at + 1);
    if (found !== undefined) return { length: found.length + 1, period: found.period };
    const on = word === 'from' ? spanBehindArticle(tokens, at + 1, calendar) : undefined;
    if (on !== undefined && isOnward(tokens, at + 1 + on.length))
      return { length: on.length + 2, period: onward(on, calendar) };
    const span = spanBehindArticle(tokens, at + 1, calendar, word);
    // "What did I spend most on last month?": a month is not what "on" places.
    const isVerb = word === 'in' && /^com(e|ing)$|^came$/.test(wordAt(tokens, at - 1));
    const isPlaced =
      !isVerb && word !== 'this' && (word !== 'on' || span?.unit === 'day' || span?.unit === 'span');
    if (span !== undefined && isPlaced) {
      const more = soFar(tokens, at + 1 + span.length, span, calendar);
      return { length: span.length + 1 + more, period: asPeriod(span) };
    }
  }
  // "Spending to date this month": said in front of the time that it is of.
  const toDate = /^(?:so far|to date)$/.test(`${word} ${wordAt(tokens, at + 1)}`) && at > 0 ? 2 : 0;
  const running = toDate > 0 ? spanBehindArticle(tokens, at + toDate, calendar) : undefined;
  if (running !== undefined && running.from <= calendar.today && running.to >= calendar.today)
    return { length: running.length + toDate, period: asPeriod(running) };
  const through = range(at);
  if (through !== undefined) return through;
  const span = spanBehindArticle(tokens, at, calendar);
  if (span !== undefined && /^onwards?$/.test(wordAt(tokens, at + span.length)))
    return { length: span.length + 1, period: onward(span, calendar) };
  return (
    span && { length: span.length + soFar(tokens, at + span.length, span, calendar), period: asPeriod(span) }
  );
}

const UNTIL_NOW =
  /^(?:so far|thus far|to date|(?:up )?(?:to|until|till) (?:now|today)|up until (?:now|today))\b/;

/** "This year until today", "November so far": what is yet to come of it is in no record. */
function soFar(
  tokens: readonly Token[],
  at: number,
  { from, to }: Span,
  { today, direction }: Calendar,
): number {
  if (direction === 'future' || from > today || to < today) return 0;
  const words = tokens.slice(at, at + 3).map(({ word }) => word);
  return UNTIL_NOW.exec(words.join(' '))?.[0].split(' ').length ?? 0;
}

const STRETCHES = /^(?:fortnight|weeks?|weekend|days?|period|time|stretch|span|months?|dates?|interval)$/;

/** @returns how many words "in the fortnight" has, "the period"; 0: none stands there */
function stretchAt(tokens: readonly Token[], at: number): number {
  const placed = PLACING.has(wordAt(tokens, at)) ? 1 : 0;
  const the = wordAt(tokens, at + placed) === 'the' ? 1 : 0;
  return the === 1 && STRETCHES.test(wordAt(tokens, at + placed + 1)) ? placed + 2 : 0;
}

function onward(span: Span, calendar: Calendar): Period {
  if (span.from <= calendar.today) return openPeriod('since', span, calendar);
  return { words: `from ${bare(span.words)} on`, from: span.from, tense: 'future', unit: 'span' };
}

/** "From August on": where "on" places nothing itself. */
function isOnward(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  return /^(?:onwards?|forwards?)$/.test(word) || (word === 'on' && tokens[at]?.last === true);
}

function openPeriod(word: string, span: Span, { today }: Calendar): Period {
  const named = bare(span.words);
  if (word === 'since') {
    const { ago } = span;
    const since = { words: `since ${named}`, from: span.from, tense: 'past', unit: 'span' } as const;
    return ago === undefined ? since : { ...since, words: `since ${shortDay(ago)}`, from: ago, ago };
  }
  if (word === 'after') return { words: `after ${named}`, from: dayAfter(span.to, 1), unit: 'span' };
  const to = word === 'before' ? dayAfter(span.from, -1) : span.to;
  const words = `${word === 'till' ? 'until' : word} ${named}`;
  return to < today ? { words, to, tense: 'past', unit: 'span' } : { words, to, unit: 'span' };
}

function spanBehindArticle(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  before = wordAt(tokens, at - 1),
  depth = 0,
): FoundSpan | undefined {
  if (wordAt(tokens, at) === 'the') {
    const span = spanAt(tokens, at + 1, calendar, before === '' ? 'the' : before, depth);
    return span && { ...span, length: span.length + 1 };
  }
  return spanAt(tokens, at, calendar, before, depth);
}

/** "The last day of the first half of the whole of 2026" is as far as anybody goes. */
const MAX_DEPTH = 3;

/** "On a Monday", "at a weekend": any of them, and not the one that is next. */
function isAnyDay(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  return (
    (word === 'weekend' || WEEKDAYS.includes(word)) &&
    wordAt(tokens, at - 1) === 'a' &&
    isAnyOf(wordAt(tokens, at - 2), 'on at over during in')
  );
}

function spanAt(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  before: string,
  depth: number,
): FoundSpan | undefined {
  const word = wordAt(tokens, at);
  if (word === '' || isAnyDay(tokens, at)) return undefined;
  const read = (place: number) =>
    depth < MAX_DEPTH ? spanBehindArticle(tokens, place, calendar, 'of', depth + 1) : undefined;
  return (
    holidayAt(tokens, at, calendar, before) ??
    partOf(tokens, at, calendar, before, read) ??
    around(tokens, at, calendar, read) ??
    nearDay(tokens, at, calendar) ??
    relative(tokens, at, calendar) ??
    counted(tokens, at, calendar) ??
    quarter(tokens, at, calendar) ??
    season(tokens, at, calendar, before) ??
    dayOfMonth(tokens, at, calendar) ??
    written(tokens, at, calendar, before) ??
    month(tokens, at, calendar, before) ??
    weekday(tokens, at, calendar, before) ??
    year(tokens, at, before)
  );
}
