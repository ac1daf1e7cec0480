import { isAnyOf } from '../words/any-of.ts';
import { MONTHS } from '../words/format-values.ts';
import { type Token, wordAt, wordOf } from '../words/token.ts';
import { dayAfter, longDay, monthEnd, monthsLater, two, yearsLater } from './calendar-days.ts';
import { isOrdinal } from './day-of-month.ts';
import { weekdayNamed } from './named-span.ts';
import { dayNumber, inMonthOf } from './part-span.ts';
import type { Calendar, FoundPeriod, FoundSpan } from './period.ts';

/** Two spans of days that are the ends of a longer one: from March to May, between the 3rd and the 10th of October. */

/** What joins two ends of a period. */
export const THROUGH = ['through', 'thru', 'to', 'until', 'till'];

type Found = Omit<FoundPeriod, 'at'>;
/** Reads a span from a place on. */
type EndReader = (at: number, calendar?: Calendar) => FoundSpan | undefined;

/** @param read what a span is that begins at a place */
export function rangeAt(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  joins: readonly string[],
  read: EndReader,
): Found | undefined {
  const first = read(at);
  const days =
    withinWeek(tokens, at, joins, read) ??
    withinMonth(tokens, at, first, read) ??
    daysOfMonth(tokens, at, joins, first, read) ??
    daysInRow(tokens, at, first);
  if (days !== undefined) return days;
  if (first === undefined) return undefined;
  const end = at + first.length;
  const up = wordAt(tokens, end) === 'up' ? 1 : 0;
  const join = wordAt(tokens, end + up);
  if (!joins.includes(join)) return listed(tokens, at, first, read);
  if (join !== 'and' && ['now', 'today', 'date'].includes(wordAt(tokens, end + up + 1))) {
    const words = first.words.startsWith('this ')
      ? `${first.words} until today`
      : `since ${bare(first.words)}`;
    return {
      length: first.length + up + 2,
      period: { words, from: first.from, to: calendar.today, unit: 'span' },
    };
  }
  const readBehind = read(end + up + 1);
  if (readBehind === undefined) return undefined;
  const second = isMonthSaid(tokens.slice(at, end))
    ? dayBehind(first, readBehind, tokens.slice(end + up + 1, end + up + 1 + readBehind.length))
    : readBehind;
  if (second === undefined) return undefined;
  const isSaid = (start: number, length: number) =>
    tokens.slice(start, start + length).some(({ word }) => /(?:19|20)\d\d$/.test(word));
  const years = [isSaid(at, first.length), isSaid(end + up + 1, second.length)] as const;
  const ends = ordered(first, second, tokens.slice(at, end), years);
  if (ends === undefined) return undefined;
  const [from, to] = ends;
  const length = first.length + up + 1 + second.length;
  const saidFrom = from === first.from ? bare(first.words) : respoken(first, from);
  const saidTo = to === second.to ? bare(second.words) : respoken(second, to);
  return { length, period: { words: `from ${saidFrom} to ${saidTo}`, from, to, unit: 'span' } };
}

function isMonthSaid(tokens: readonly Token[]): boolean {
  return tokens.some(({ word }) => MONTHS.includes(word));
}

/** "From November 20 to the 5th": the first such day behind it, where the second end says no month. */
function dayBehind(first: FoundSpan, second: FoundSpan, said: readonly Token[]): FoundSpan | undefined {
  const day = dayNumber(wordOf(said.at(-1)));
  if (first.unit !== 'day' || day === undefined || isMonthSaid(said) || said.length > 2) return second;
  const inMonth = (month: string) => `${month.slice(0, 8)}${two(day)}`;
  const here = inMonth(first.from);
  const iso = here >= first.from ? here : inMonth(monthsLater(`${first.from.slice(0, 8)}01`, 1));
  // There is no February 30.
  const isThere = iso <= monthEnd(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)));
  return isThere ? { ...second, from: iso, to: iso, words: `on ${longDay(iso)}` } : undefined;
}

/** The first end lies before the second, also across the end of a week, a month or a year. */
function ordered(
  first: FoundSpan,
  second: FoundSpan,
  said: readonly Token[],
  [isFirstSaid, isSecondSaid]: readonly [boolean, boolean],
): readonly [string, string] | undefined {
  if (isFirstSaid && !isSecondSaid && second.unit !== 'week') {
    // "From October 2024 to March": the first March behind it.
    let to = second.to;
    while (yearsLater(to, -1) >= first.from && yearsLater(second.from, -1) >= first.from)
      to = yearsLater(to, -1);
    return first.from <= to ? [first.from, to] : undefined;
  }
  if (isFirstSaid && isSecondSaid) return first.from <= second.to ? [first.from, second.to] : undefined;
  const word = wordOf(said.at(-1));
  const back = (iso: string) => {
    if (weekdayNamed(word, true) !== undefined) return dayAfter(iso, -7);
    return dayNumber(word) !== undefined && said.length <= 2 ? monthsLater(iso, -1) : yearsLater(iso, -1);
  };
  let { from } = first;
  for (let step = 0; from > second.to && step < MAX_STEPS; step += 1) from = back(from);
  return from <= second.to ? [from, second.to] : undefined;
}
const MAX_STEPS = 50;

function respoken({ words, unit }: FoundSpan, iso: string): string {
  return unit === 'day' ? longDay(iso) : bare(words).replace(/\d{4}$/, iso.slice(0, 4));
}

/** "Monday to Wednesday of next week": one week for both. */
function withinWeek(
  tokens: readonly Token[],
  at: number,
  joins: readonly string[],
  read: EndReader,
): Found | undefined {
  const first = weekdayNamed(wordAt(tokens, at), true);
  const up = wordAt(tokens, at + 1) === 'up' ? 1 : 0;
  const join = at + 1 + up;
  const second = weekdayNamed(wordAt(tokens, join + 1), true);
  if (first === undefined || second === undefined || !joins.includes(wordAt(tokens, join))) return undefined;
  const of = isAnyOf(wordAt(tokens, join + 2), 'of in') ? 1 : 0;
  const week = read(join + 2 + of);
  if (week?.unit !== 'week' || dayAfter(week.from, 6) !== week.to) return undefined;
  // A week begins on its Monday.
  const day = (weekday: number) => dayAfter(week.from, (weekday + 6) % 7);
  const [from, to] = [day(first), day(second)];
  if (from > to) return undefined;
  const { period, length } = ofDays(from, to, 3 + up + of + week.length);
  return { length, period: { ...period, ...(week.tense && { tense: week.tense }) } };
}

/** "October 3-10", "3-10 October", "October 3-10, 2025". */
function withinMonth(
  tokens: readonly Token[],
  at: number,
  first: FoundSpan | undefined,
  read: EndReader,
): Found | undefined {
  const pair = (place: number) => /^(\d{1,2})-(\d{1,2})$/.exec(wordAt(tokens, place));
  const isFirst = pair(at) !== null;
  const of = isFirst && wordAt(tokens, at + 1) === 'of' ? 1 : 0;
  const month = isFirst ? read(at + 1 + of) : first;
  const days = month?.unit === 'month' ? (pair(at) ?? pair(at + month.length)) : null;
  if (month === undefined || days === null) return undefined;
  const behind = at + month.length + 1 + of;
  const year = isFirst ? undefined : /^(?:19|20)\d\d$/.exec(wordAt(tokens, behind))?.[0];
  const base = year === undefined ? month.from : `${year}${month.from.slice(4)}`;
  const [from, to] = [inMonthOf(base, Number(days[1])), inMonthOf(base, Number(days[2]))];
  if (from === undefined || to === undefined || from > to) return undefined;
  return ofDays(from, to, behind - at + (year === undefined ? 0 : 1));
}

/** "The 3rd to the 10th of October", "October 3 through the 10th", "1 and 15 October": one month for both. */
function daysOfMonth(
  tokens: readonly Token[],
  at: number,
  joins: readonly string[],
  first: FoundSpan | undefined,
  read: EndReader,
): Found | undefined {
  const article = wordAt(tokens, at) === 'the' ? 1 : 0;
  const isUp = wordAt(tokens, at + article + 1) === 'up' ? 1 : 0;
  // "The 1st of October up to the 15th" has its month with the first.
  const isBare = joins.includes(wordAt(tokens, at + article + 1 + isUp));
  const number = isBare ? dayNumber(wordAt(tokens, at + article)) : undefined;
  const own = number === undefined ? first : undefined;
  const length = number === undefined ? (own?.length ?? 0) : article + 1;
  const up = wordAt(tokens, at + length) === 'up' ? 1 : 0;
  if (length === 0 || !joins.includes(wordAt(tokens, at + length + up))) return undefined;
  const next = at + length + up + 1;
  const other = wordAt(tokens, next) === 'the' ? 1 : 0;
  if (number !== undefined) {
    const second = read(next);
    if (second === undefined || second.unit !== 'day' || second.length <= other + 1) return undefined;
    const from = inMonthOf(second.from, number);
    return from && from <= second.to ? ofDays(from, second.to, next - at + second.length) : undefined;
  }
  const last = dayNumber(wordAt(tokens, next + other));
  if (own === undefined || own.unit !== 'day' || own.length < 2 || last === undefined) return undefined;
  // A month behind it is one of its own, and a noun makes it no day: "from October 3 to 10 purchases".
  if (other === 0 && !/\d(?:st|nd|rd|th)$/.test(wordAt(tokens, next)) && tokens[next]?.last !== true)
    return undefined;
  if ((read(next)?.length ?? 0) > other + 1) return undefined;
  const to = inMonthOf(own.from, last);
  return to && own.from <= to ? ofDays(own.from, to, next - at + other + 1) : undefined;
}

/** "November 9th, 10th and 11th": days one behind the other. */
function daysInRow(tokens: readonly Token[], at: number, first: FoundSpan | undefined): Found | undefined {
  if (first === undefined || first.unit !== 'day' || first.length < 2) return undefined;
  let { to, length } = first;
  for (;;) {
    const and = wordAt(tokens, at + length) === 'and' ? 1 : 0;
    const the = wordAt(tokens, at + length + and) === 'the' ? 1 : 0;
    const word = wordAt(tokens, at + length + and + the);
    const day = isOrdinal(word) ? dayNumber(word) : undefined;
    if (day === undefined || inMonthOf(first.from, day) !== dayAfter(to, 1)) break;
    to = dayAfter(to, 1);
    length += and + the + 1;
  }
  return to === first.to ? undefined : ofDays(first.from, to, length);
}

function ofDays(from: string, to: string, length: number): Found {
  return { length, period: { words: `from ${longDay(from)} to ${longDay(to)}`, from, to, unit: 'span' } };
}

/** "September, October and November": spans of a kind, one behind the other, are one; "oct 1 - oct 15" are its ends. */
function listed(tokens: readonly Token[], at: number, first: FoundSpan, read: EndReader): Found | undefined {
  const either = eitherDay(tokens, at, first, read);
  if (either !== undefined) return either;
  let last = first;
  let { from, length } = first;
  for (;;) {
    const and = wordAt(tokens, at + length) === 'and' ? 1 : 0;
    const place = at + length + and;
    const next = read(place);
    if (next === undefined || next.unit !== first.unit) break;
    if (next.unit === 'day') {
      const isDash = and === 0 && last === first && tokens[place - 1]?.last === false;
      const isRange = isDated(tokens, at, first) && isDated(tokens, place, next) && first.from < next.from;
      const isNextDay =
        next.from === dayAfter(last.from, 1) && [tokens[place - 1 - and], tokens[place]].every(isWeekday);
      if (!isNextDay && (!isDash || !isRange)) break;
    } else if (!isBehind(last, next)) break;
    // "November and December of last year": the year is of both.
    if (next.from < last.from) from = yearsLater(from, yearOf(next.from) - yearOf(dayAfter(last.to, 1)));
    length += and + next.length;
    last = next;
  }
  if (last === first) return undefined;
  const said = from === first.from ? bare(first.words) : respoken(first, from);
  return {
    length,
    period: { words: `from ${said} to ${bare(last.words)}`, from, to: last.to, unit: 'span' },
  };
}

/** "Today or tomorrow", "Friday or Saturday": the one day or the next. */
function eitherDay(
  tokens: readonly Token[],
  at: number,
  first: FoundSpan,
  read: EndReader,
): Found | undefined {
  const or = at + first.length;
  if (wordAt(tokens, or) !== 'or') return undefined;
  const on = wordAt(tokens, or + 1) === 'on' ? 1 : 0;
  const second = read(or + 1 + on);
  if (second === undefined || first.unit !== 'day' || second.unit !== 'day') return undefined;
  if (second.from !== dayAfter(first.to, 1)) return undefined;
  const words = `${first.words} or ${bare(second.words)}`;
  const tense = first.tense ?? second.tense;
  return {
    length: first.length + 1 + on + second.length,
    period: { words, from: first.from, to: second.to, unit: 'span', ...(tense && { tense }) },
  };
}

/** Whether one begins where the other ends; of months, in whatever year. */
function isBehind(last: FoundSpan, next: FoundSpan): boolean {
  const day = dayAfter(last.to, 1);
  return (
    next.from === day || (next.unit === 'month' && next.length > 1 && next.from.slice(5) === day.slice(5))
  );
}

/** "Saturday and Sunday". */
function isWeekday(token: Token | undefined): boolean {
  return weekdayNamed(wordOf(token)) !== undefined;
}

/** Whether a day was said with its month. */
function isDated(tokens: readonly Token[], at: number, span: FoundSpan): boolean {
  return span.length > 1 || /\d[./-]\d/.test(wordAt(tokens, at));
}

function yearOf(iso: string): number {
  return Number(iso.slice(0, 4));
}

/** `in May 2026` as `May 2026`, for "since May 2026". */
export function bare(words: string): string {
  return words.replace(/^(?:in|on|from) /, '');
}
