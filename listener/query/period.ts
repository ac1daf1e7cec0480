import { internalDay, isoDay } from '../account/iso.ts';
import type { Token } from './tokens.ts';
import { writtenDay } from './written-day.ts';

/** A span of days a question speaks of, both ends included, ISO dates; an open end is absent. */
export interface Period {
  /** As it is said in an answer: `last month`, `in May 2026`, `on Monday, November 23, 2026`. */
  readonly words: string;
  readonly from?: string;
  readonly to?: string;
  /** Said with a word of the past or the future, as `last week`: whatever the subject's habit. */
  readonly tense?: 'past' | 'future';
  /** What "the one before" goes back by. */
  readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'span';
}

/** Where a period stands among the tokens: from `at`, `length` of them, its preposition included. */
export interface FoundPeriod {
  readonly at: number;
  readonly length: number;
  readonly period: Period;
}

/** Which way a date without a year or a weekday lies: as the verb says, else as the subject is mostly asked. */
export type Direction = 'past' | 'future';

export interface Calendar {
  /** ISO date. */
  readonly today: string;
  readonly direction: Direction;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH_NAMES: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((name, index) => [
    [name, index + 1] as const,
    ...(name.length > 4 ? [[name.slice(0, 3), index + 1] as const] : []),
  ]),
).set('sept', 9);
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const UNITS: Readonly<Record<string, 'day' | 'week' | 'month' | 'year' | 'quarter'>> = {
  day: 'day',
  days: 'day',
  week: 'week',
  weeks: 'week',
  month: 'month',
  months: 'month',
  year: 'year',
  years: 'year',
  quarter: 'quarter',
  quarters: 'quarter',
};
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
};
/** What a period may follow without a change of meaning. */
const PLACING = new Set([
  'in',
  'on',
  'for',
  'of',
  'during',
  'over',
  'within',
  'from',
  'at',
  'throughout',
  'through',
  'this',
]);
/** Names that are also other words: months only behind one of these, or before a year or a day. */
const DOUBTFUL = new Set(['may', 'march', 'mar', 'sun', 'sat', 'mon', 'wed', 'dec', 'jan', 'second']);
const BEFORE_MONTH = new Set([
  'in',
  'during',
  'since',
  'until',
  'till',
  'for',
  'of',
  'last',
  'this',
  'next',
  'between',
  'from',
  'through',
  'before',
  'after',
  'to',
  'and',
  'past',
  'by',
]);

interface Span {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly tense?: Direction;
  readonly unit: Period['unit'];
}
interface FoundSpan extends Span {
  readonly length: number;
}

/** Every period of a question, in its order; none overlap. */
export function periodsIn(tokens: readonly Token[], calendar: Calendar): readonly FoundPeriod[] {
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
  return found;
}

function periodAt(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
): Omit<FoundPeriod, 'at'> | undefined {
  const word = wordAt(tokens, at);
  if (word === 'between' || word === 'from') {
    const range = rangeAt(
      tokens,
      at + 1,
      calendar,
      word === 'between' ? ['and', 'to'] : ['to', 'until', 'till', 'through', 'thru'],
    );
    if (range !== undefined) return { length: range.length + 1, period: range.period };
  }
  if (word === 'since' || word === 'after' || word === 'before' || word === 'until' || word === 'till') {
    const span = spanBehindArticle(
      tokens,
      at + 1,
      word === 'since' ? { ...calendar, direction: 'past' } : calendar,
    );
    return span && { length: span.length + 1, period: openPeriod(word, span, calendar) };
  }
  if (PLACING.has(word)) {
    const span = spanBehindArticle(tokens, at + 1, calendar, word);
    if (span !== undefined && word !== 'this') return { length: span.length + 1, period: asPeriod(span) };
  }
  const through = rangeAt(tokens, at, calendar, ['through', 'thru', 'to', 'until']);
  if (through !== undefined) return through;
  const span = spanBehindArticle(tokens, at, calendar);
  return span && { length: span.length, period: asPeriod(span) };
}

function asPeriod({ from, to, words, tense, unit }: Span): Period {
  return tense === undefined ? { words, from, to, unit } : { words, from, to, tense, unit };
}

function openPeriod(word: string, span: Span, { today }: Calendar): Period {
  const named = bare(span.words);
  if (word === 'since') return { words: `since ${named}`, from: span.from, tense: 'past', unit: 'span' };
  if (word === 'after') return { words: `after ${named}`, from: dayAfter(span.to, 1), unit: 'span' };
  const to = word === 'before' ? dayAfter(span.from, -1) : span.to;
  const words = `${word === 'till' ? 'until' : word} ${named}`;
  return to < today ? { words, to, tense: 'past', unit: 'span' } : { words, to, unit: 'span' };
}

/** `in May 2026` as `May 2026`, for "since May 2026". */
function bare(words: string): string {
  return words.replace(/^(?:in|on|from) /, '');
}

function rangeAt(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  joins: readonly string[],
): Omit<FoundPeriod, 'at'> | undefined {
  const first = spanBehindArticle(tokens, at, calendar, 'from');
  if (first === undefined) return undefined;
  const join = wordAt(tokens, at + first.length);
  if (!joins.includes(join)) return undefined;
  if (join !== 'and' && ['now', 'today'].includes(wordAt(tokens, at + first.length + 1))) {
    return {
      length: first.length + 2,
      period: { words: `since ${bare(first.words)}`, from: first.from, to: calendar.today, unit: 'span' },
    };
  }
  const second = spanBehindArticle(tokens, at + first.length + 1, calendar, 'from');
  if (second === undefined) return undefined;
  // "from March to May": the first one lies before the second, also across a year's end.
  const from = first.from <= second.to ? first.from : yearsLater(first.from, -1);
  const firstWords =
    first.from === from ? bare(first.words) : bare(first.words).replace(/\d{4}$/, from.slice(0, 4));
  return {
    length: first.length + 1 + second.length,
    period: { words: `from ${firstWords} to ${bare(second.words)}`, from, to: second.to, unit: 'span' },
  };
}

function spanBehindArticle(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  before = wordAt(tokens, at - 1),
): FoundSpan | undefined {
  if (wordAt(tokens, at) === 'the') {
    const span = spanAt(tokens, at + 1, calendar, before === '' ? 'the' : before);
    return span && { ...span, length: span.length + 1 };
  }
  return spanAt(tokens, at, calendar, before);
}

function spanAt(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  before: string,
): FoundSpan | undefined {
  const word = wordAt(tokens, at);
  if (word === '') return undefined;
  return (
    nearDay(tokens, at, calendar) ??
    relative(tokens, at, calendar) ??
    counted(tokens, at, calendar) ??
    quarter(tokens, at, calendar) ??
    written(tokens, at, calendar, before) ??
    month(tokens, at, calendar, before) ??
    weekday(tokens, at, calendar, before) ??
    year(tokens, at, before)
  );
}

function nearDay(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
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
function relative(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const [which, what, third, fourth] = [0, 1, 2, 3].map((offset) => wordAt(tokens, at + offset));
  if (which === 'weekend') return { ...weekend(today, 0), words: 'this weekend', length: 1 };
  if (what === 'before' && third === 'last' && which !== undefined && UNITS[which] !== undefined) {
    const span = unitSpan(UNITS[which] ?? 'month', today, -2);
    return span && { ...span, words: named(span), tense: 'past', length: 3 };
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
  if (what === 'weekend') return { ...weekend(today, offset), ...told };
  const unit = UNITS[what];
  // "the past month" is the last 30 days or so, "last month" one of the calendar.
  if (which === 'past' && unit !== undefined && !what.endsWith('s')) return rolling(today, -1, unit, 2);
  if (unit !== undefined && unit !== 'day' && !what.endsWith('s')) {
    // "last week's", "this year so far": the same span.
    const soFar = third === 'so' && fourth === 'far' ? 2 : 0;
    const span = unitSpan(unit, today, offset);
    return span && { ...span, ...told, length: 2 + soFar };
  }
  if (offset === 0 && (what === 'morning' || what === 'afternoon' || what === 'evening')) return undefined;
  return undefined;
}

/** the last 30 days, the next two weeks, 3 weeks ago, in 2 days. */
function counted(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const [first, second, third] = [0, 1, 2].map((offset) => wordAt(tokens, at + offset));
  const way = isPast(first) ? -1 : isComing(first) ? 1 : undefined;
  if (way !== undefined) {
    const few = second === 'few' || second === 'couple' ? undefined : count(second);
    const unit = third === undefined ? undefined : UNITS[third];
    return few !== undefined && unit !== undefined ? rolling(today, way * few, unit, 3) : undefined;
  }
  const number = first === 'a' || first === 'an' || first === 'one' ? 1 : count(first);
  const unit = second === undefined ? undefined : UNITS[second];
  if (number === undefined || unit === undefined) return undefined;
  if (third === 'ago') {
    const span = unitSpan(unit, today, -number);
    return span && { ...span, words: named(span), tense: 'past', length: 3 };
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

/** the third quarter, Q3 2026. */
function quarter(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
): FoundSpan | undefined {
  const first = wordAt(tokens, at);
  const short = /^q([1-4])$/.exec(first)?.[1];
  const spelled = wordAt(tokens, at + 1) === 'quarter' ? ORDINALS[first] : undefined;
  const number = short === undefined ? spelled : Number(short);
  if (number === undefined) return undefined;
  const used = short === undefined ? 2 : 1;
  const [year, more] = yearBehind(tokens, at + used);
  const month = (number - 1) * 3 + 1;
  const in_ = year ?? nearestYear(month, today, direction);
  const from = `${in_}-${two(month)}-01`;
  return {
    from,
    to: monthEnd(in_, month + 2),
    words: `in the ${['first', 'second', 'third', 'fourth'][number - 1]} quarter of ${in_}`,
    length: used + more,
    unit: 'quarter',
  };
}

/** A day with its month, or "the 3rd". */
function written(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
  before: string,
): FoundSpan | undefined {
  const day = writtenDay(tokens, at, { today, direction, before });
  if (day === undefined) return undefined;
  return { from: day.iso, to: day.iso, words: `on ${longDay(day.iso)}`, length: day.length, unit: 'day' };
}

function month(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
  before: string,
): FoundSpan | undefined {
  const which = wordAt(tokens, at);
  const pointed =
    which === 'last' || which === 'this' || which === 'next' || which === 'past' ? which : undefined;
  const name = pointed === undefined ? which : wordAt(tokens, at + 1);
  const number = MONTH_NAMES.get(name);
  if (number === undefined) return undefined;
  const used = pointed === undefined ? 1 : 2;
  const [year, more] = pointed === undefined ? yearBehind(tokens, at + used) : [undefined, 0];
  if (
    DOUBTFUL.has(name) &&
    pointed === undefined &&
    year === undefined &&
    !BEFORE_MONTH.has(before) &&
    tokens.length > 1
  )
    return undefined;
  const now = Number(today.slice(0, 4));
  const thisMonth = Number(today.slice(5, 7));
  const in_ =
    year ??
    (pointed === undefined
      ? nearestYear(number, today, direction)
      : pointed === 'this'
        ? now
        : pointed === 'next'
          ? now + (number > thisMonth ? 0 : 1)
          : now - (number < thisMonth ? 0 : 1));
  return {
    from: `${in_}-${two(number)}-01`,
    to: monthEnd(in_, number),
    words: `in ${capital(MONTHS[number - 1] ?? '')} ${in_}`,
    length: used + more,
    unit: 'month',
    ...(pointed === 'last' && { tense: 'past' as const }),
    ...(pointed === 'next' && { tense: 'future' as const }),
  };
}

function weekday(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
  before: string,
): FoundSpan | undefined {
  const which = wordAt(tokens, at);
  const pointed = isPast(which) ? -1 : isComing(which) ? 1 : which === 'this' ? 0 : undefined;
  const name = pointed === undefined ? which : wordAt(tokens, at + 1);
  const number = WEEKDAYS.findIndex(
    (day) => day === name || (day.slice(0, 3) === name && (pointed !== undefined || before === 'on')),
  );
  if (number < 0) return undefined;
  const now = internalDay(today);
  const monday = mondayOf(now);
  const inWeek = monday + ((number + 6) % 7);
  let day: number;
  if (pointed === 0) day = inWeek;
  else if (pointed === 1) day = inWeek + 7;
  else if (pointed === -1) day = inWeek < now ? inWeek : inWeek - 7;
  else if (direction === 'past') day = inWeek <= now ? inWeek : inWeek - 7;
  else day = inWeek >= now ? inWeek : inWeek + 7;
  const iso = isoDay(day);
  const tense = pointed === -1 ? ('past' as const) : pointed === 1 ? ('future' as const) : undefined;
  return {
    from: iso,
    to: iso,
    words: `on ${longDay(iso)}`,
    length: pointed === undefined ? 1 : 2,
    unit: 'day',
    ...(tense && { tense }),
  };
}

function year(tokens: readonly Token[], at: number, before: string): FoundSpan | undefined {
  const [number, more] = wordAt(tokens, at) === 'year' ? yearBehind(tokens, at + 1) : yearBehind(tokens, at);
  if (number === undefined) return undefined;
  if (
    wordAt(tokens, at) !== 'year' &&
    !PLACING.has(before) &&
    !BEFORE_MONTH.has(before) &&
    tokens.length > 1 &&
    at < tokens.length - more
  )
    return undefined;
  return {
    from: `${number}-01-01`,
    to: `${number}-12-31`,
    words: `in ${number}`,
    length: more + (wordAt(tokens, at) === 'year' ? 1 : 0),
    unit: 'year',
  };
}

/** A year where the tokens go on with one: `2025`, `of 2025`. */
function yearBehind(tokens: readonly Token[], at: number): readonly [number | undefined, number] {
  const skip = ['of', 'in'].includes(wordAt(tokens, at)) ? 1 : 0;
  const word = wordAt(tokens, at + skip);
  return /^(19|20)\d\d$/.test(word) ? [Number(word), 1 + skip] : [undefined, 0];
}

function wordAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.word ?? '';
}

function isPast(word: string | undefined): boolean {
  return word === 'last' || word === 'past' || word === 'previous';
}

function isComing(word: string | undefined): boolean {
  return word === 'next' || word === 'coming' || word === 'upcoming' || word === 'following';
}

function count(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,3}$/.test(word) && Number(word) > 0 ? Number(word) : undefined;
}

/** A whole unit of the calendar, so many of them from this one. */
export function unitSpan(unit: Period['unit'], today: string, offset: number): Span | undefined {
  const [year = 0, month = 1] = today.split('-').map(Number);
  switch (unit) {
    case 'day': {
      const day = dayAfter(today, offset);
      return { from: day, to: day, words: '', unit };
    }
    case 'week': {
      const monday = mondayOf(internalDay(today)) + 7 * offset;
      return { from: isoDay(monday), to: isoDay(monday + 6), words: '', unit };
    }
    case 'month': {
      const at = new Date(Date.UTC(year, month - 1 + offset, 1));
      const iso = at.toISOString().slice(0, 10);
      return { from: iso, to: monthEnd(at.getUTCFullYear(), at.getUTCMonth() + 1), words: '', unit };
    }
    case 'quarter': {
      const at = new Date(Date.UTC(year, Math.floor((month - 1) / 3) * 3 + 3 * offset, 1));
      const first = at.getUTCMonth() + 1;
      return {
        from: at.toISOString().slice(0, 10),
        to: monthEnd(at.getUTCFullYear(), first + 2),
        words: '',
        unit,
      };
    }
    case 'year':
      return { from: `${year + offset}-01-01`, to: `${year + offset}-12-31`, words: '', unit };
    default:
      return undefined;
  }
}

/** "Recently", where a sum needs to know since when. */
export function lately(today: string): Period {
  return asPeriod(rolling(today, -30, 'day', 0));
}

/** So many units back from today or on from it, today included. */
function rolling(today: string, amount: number, unit: Period['unit'], length: number): FoundSpan {
  const size = Math.abs(amount);
  const far =
    unit === 'day'
      ? dayAfter(today, amount)
      : unit === 'week'
        ? dayAfter(today, 7 * amount)
        : monthsLater(today, amount * (unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12));
  const words = `in the ${amount < 0 ? 'last' : 'next'} ${size === 1 ? unit : `${size} ${unit}s`}`;
  return {
    from: amount < 0 ? far : today,
    to: amount < 0 ? today : far,
    words,
    length,
    unit: 'span',
    tense: amount < 0 ? 'past' : 'future',
  };
}

/** A span as it is said by its dates. */
export function named({ from, to, unit }: Pick<Span, 'from' | 'to' | 'unit'>): string {
  if (unit === 'day') return `on ${longDay(from)}`;
  if (unit === 'year') return `in ${from.slice(0, 4)}`;
  if (unit === 'month')
    return `in ${capital(MONTHS[Number(from.slice(5, 7)) - 1] ?? '')} ${from.slice(0, 4)}`;
  return `from ${shortDay(from)} to ${shortDay(to)}`;
}

function weekend(today: string, offset: number): Span {
  const saturday = mondayOf(internalDay(today)) + 5 + 7 * offset;
  return { from: isoDay(saturday), to: isoDay(saturday + 1), words: '', unit: 'span' };
}

function nearestYear(month: number, today: string, direction: Direction): number {
  const [year = 0, now = 1] = today.split('-').map(Number);
  if (direction === 'past') return month > now ? year - 1 : year;
  return month < now ? year + 1 : year;
}

/** The Monday on or before a QM internal date; day 0 was a Sunday. */
function mondayOf(day: number): number {
  return day - ((((day - 1) % 7) + 7) % 7);
}

function monthEnd(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function monthsLater(iso: string, months: number): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

function yearsLater(iso: string, years: number): string {
  return monthsLater(iso, 12 * years);
}

function dayAfter(iso: string, days: number): string {
  return isoDay(internalDay(iso) + days);
}

function longDay(iso: string): string {
  const weekday = WEEKDAYS[((internalDay(iso) % 7) + 7) % 7] ?? '';
  return `${capital(weekday)}, ${shortDay(iso)}`;
}

function shortDay(iso: string): string {
  return `${capital(MONTHS[Number(iso.slice(5, 7)) - 1] ?? '')} ${Number(iso.slice(8))}, ${iso.slice(0, 4)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** "the month before", "the year after that", "the one before": by the period that was spoken of. */
export function periodBeside(tokens: readonly Token[], before: Period): FoundPeriod | undefined {
  const words = tokens.map(({ word }) => word);
  for (let at = 0; at < words.length; at += 1) {
    const start = words[at] === 'the' || words[at] === 'in' ? at + 1 : at;
    const begin = words[start] === 'the' ? start + 1 : start;
    const unit = words[begin] === 'one' ? before.unit : UNITS[words[begin] ?? ''];
    const way =
      words[begin + 1] === 'before' || words[begin + 1] === 'earlier'
        ? -1
        : words[begin + 1] === 'after' || words[begin + 1] === 'later'
          ? 1
          : undefined;
    if (unit === undefined || unit === 'span' || way === undefined || before.from === undefined) continue;
    const span = unitSpan(unit, way < 0 ? before.from : (before.to ?? before.from), way);
    if (span === undefined) continue;
    const that = words[begin + 2] === 'that' ? 1 : 0;
    return {
      at,
      length: begin + 2 + that - at,
      period: { words: named(span), from: span.from, to: span.to, unit },
    };
  }
  return undefined;
}
