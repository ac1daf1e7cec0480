import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { type Token, wordAt } from '../words/token.ts';
import { dayAfter, longDay, monthEnd, monthsLater, named, shortDay, two, unitSpan } from './calendar-days.ts';
import { month } from './named-span.ts';
import type { Calendar, FoundSpan, Span } from './period.ts';
import { count, UNITS, yearSaidBehind } from './period-words.ts';

/** Parts of a longer span: the first half of 2026, the last three days of October, since the start of the year. */

/** The span that a longer one is made of, read from a place on. */
export type SpanReader = (at: number) => FoundSpan | undefined;

const HALVES: Readonly<Record<string, 1 | 2>> = byWord({
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  last: 2,
  latter: 2,
  back: 2,
  later: 2,
  front: 1,
  early: 1,
});
/** An edge is a day where something begins or ends at it; "at the beginning of May" is how many days? */
const EDGES: Readonly<Record<string, 'from' | 'to'>> = byWord({
  beginning: 'from',
  start: 'from',
  end: 'to',
  close: 'to',
});
const BOUNDS = new Set('since after before until till by from to through thru between and'.split(' '));
const SIZES: Readonly<Record<string, number>> = byWord({ day: 1, week: 2, month: 3, quarter: 4, year: 5 });

export function partOf(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  before: string,
  read: SpanReader,
): FoundSpan | undefined {
  const whole = (place: number) => read(place) ?? running(tokens, place, calendar.today);
  return (
    half(tokens, at, calendar, whole) ??
    ends(tokens, at, calendar, whole) ??
    (BOUNDS.has(before)
      ? (begun(tokens, at, calendar) ?? edge(tokens, at, whole))
      : edgeOfYear(tokens, at, whole))
  );
}

/** "the year", "the month": the one that runs. */
export function running(tokens: readonly Token[], at: number, today: string): FoundSpan | undefined {
  const word = wordAt(tokens, at + 1);
  const unit = wordAt(tokens, at) === 'the' ? UNITS[word] : undefined;
  if (unit === undefined || unit === 'day' || word.endsWith('s')) return undefined;
  const span = unitSpan(unit, today, 0);
  return span && { ...span, words: `this ${unit}`, length: 2 };
}

/** "the first half of 2026", "H2", "the second half of October". */
function half(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  whole: SpanReader,
): FoundSpan | undefined {
  const { today, direction } = calendar;
  const word = wordAt(tokens, at);
  const short = /^h([12])$/.exec(word)?.[1];
  if (short !== undefined) {
    const [said, more] = yearSaidBehind(tokens, at + 1, today);
    const now = Number(today.slice(0, 4));
    const begun = short === '1' || today.slice(5) >= '07-01';
    const year = said ?? (direction === 'past' && !begun ? now - 1 : now);
    return ofYear(short === '1' ? 1 : 2, year, 1 + more);
  }
  const which = HALVES[word];
  if (which === undefined) return halfBehind(tokens, at, calendar);
  if (wordAt(tokens, at + 1) !== 'half') return undefined;
  const skip = wordAt(tokens, at + 2) === 'of' ? 3 : 2;
  const span = whole(at + skip);
  if (span === undefined) return undefined;
  return halfOf(span, which, skip + span.length);
}

/** "October, second half". */
function halfBehind(tokens: readonly Token[], at: number, calendar: Calendar): FoundSpan | undefined {
  const step = [1, 2, 3].find((one) => wordAt(tokens, at + one) === 'half');
  const which = step === undefined ? undefined : HALVES[wordAt(tokens, at + step - 1)];
  const span = which === undefined ? undefined : month(tokens, at, calendar, 'of');
  if (which === undefined || step === undefined || span === undefined) return undefined;
  const the = wordAt(tokens, at + span.length) === 'the' ? 1 : 0;
  return span.length + the === step - 1 ? halfOf(span, which, step + 1) : undefined;
}

function halfOf(span: Span, which: 1 | 2, length: number): FoundSpan | undefined {
  if (span.unit === 'year') return ofYear(which, Number(span.from.slice(0, 4)), length);
  if (span.unit !== 'month') return undefined;
  const middle = `${span.from.slice(0, 8)}15`;
  const [from, to] = which === 1 ? [span.from, middle] : [dayAfter(middle, 1), span.to];
  return asPart(from, to, length);
}

function ofYear(which: 1 | 2, year: number, length: number): FoundSpan {
  return {
    from: `${year}-${which === 1 ? '01' : '07'}-01`,
    to: monthEnd(year, 6 * which),
    words: `in the ${which === 1 ? 'first' : 'second'} half of ${year}`,
    length,
    unit: 'span',
  };
}

/** Which end of a span: its first week, or its last one. */
const FIRST = new Set('first 1st opening initial'.split(' '));
const LAST = new Set('last final closing'.split(' '));
/** "The second week of October" is its days from the 8th to the 14th. */
const NTH: Readonly<Record<string, number>> = byWord({
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
});

interface Part {
  readonly unit: Span['unit'];
  readonly number: number;
  /** From which end of the span it is counted, and how many are passed over. */
  readonly isFirst: boolean;
  readonly skip: number;
  readonly length: number;
}

/** "first week", "opening two weeks", "very first couple of days", "second week". */
function partAt(tokens: readonly Token[], at: number): Part | undefined {
  const very = wordAt(tokens, at) === 'very' ? 1 : 0;
  const which = wordAt(tokens, at + very);
  const nth = very === 0 ? NTH[which] : undefined;
  const isFirst = FIRST.has(which);
  if (!isFirst && !LAST.has(which) && nth === undefined) return undefined;
  const next = at + very + 1;
  const couple = wordAt(tokens, next) === 'couple' && wordAt(tokens, next + 1) === 'of';
  const said = nth === undefined ? (couple ? 2 : count(wordAt(tokens, next))) : undefined;
  const place = next + (couple ? 2 : said === undefined ? 0 : 1);
  const word = wordAt(tokens, place);
  const unit = UNITS[word];
  if (unit === undefined || unit === 'year' || (said === undefined && word.endsWith('s'))) return undefined;
  if (nth !== undefined && unit !== 'week') return undefined;
  const length = place + 1 - at;
  return { unit, number: said ?? 1, isFirst: isFirst || nth !== undefined, skip: nth ?? 0, length };
}

/** "the first three months of this year", "the last day of October", "October, first week". */
function ends(
  tokens: readonly Token[],
  at: number,
  calendar: Calendar,
  whole: SpanReader,
): FoundSpan | undefined {
  const part = partAt(tokens, at);
  if (part !== undefined) {
    if (wordAt(tokens, at + part.length) !== 'of') return undefined;
    const span = whole(at + part.length + 1);
    return span && partIn(span, part, part.length + 1 + span.length);
  }
  // A month of its own in front of it.
  if (!/^[a-z]/.test(wordAt(tokens, at))) return undefined;
  const span = monthAt(tokens, at, calendar);
  if (span === undefined) return undefined;
  const the = wordAt(tokens, at + span.length) === 'the' ? 1 : 0;
  const behind = partAt(tokens, at + span.length + the);
  return behind && partIn(span, behind, span.length + the + behind.length);
}

/** A month that "first" or "opening" follows. */
function monthAt(tokens: readonly Token[], at: number, calendar: Calendar): FoundSpan | undefined {
  const isFollowed = [1, 2, 3, 4].some((step) => partAt(tokens, at + step) !== undefined);
  return isFollowed ? month(tokens, at, calendar, 'of') : undefined;
}

function partIn(span: Span, { unit, number, isFirst, skip }: Part, length: number): FoundSpan | undefined {
  if ((SIZES[span.unit] ?? 0) <= (SIZES[unit] ?? 0)) return undefined;
  const far = (iso: string, amount: number) =>
    unit === 'day'
      ? dayAfter(iso, amount)
      : unit === 'week'
        ? dayAfter(iso, 7 * amount)
        : monthsLater(iso, amount * (unit === 'month' ? 1 : 3));
  const [from, to] = isFirst
    ? [far(span.from, skip), dayAfter(far(span.from, skip + number), -1)]
    : [far(dayAfter(span.to, 1), -number), span.to];
  return from < span.from || to > span.to ? undefined : asPart(from, to, length);
}

/** "since the beginning of August", "until the end of March". */
function edge(tokens: readonly Token[], at: number, whole: SpanReader): FoundSpan | undefined {
  const side = EDGES[wordAt(tokens, at)];
  if (side === undefined || wordAt(tokens, at + 1) !== 'of') return undefined;
  const span = whole(at + 2);
  if (span === undefined || span.unit === 'day') return undefined;
  return asPart(span[side], span[side], 2 + span.length);
}

/** "Since the year began": the one that runs. */
function begun(tokens: readonly Token[], at: number, { today }: Calendar): FoundSpan | undefined {
  const unit = UNITS[wordAt(tokens, at)];
  const isBegun = isAnyOf(wordAt(tokens, at + 1), 'began begun started');
  const span = isBegun && unit !== undefined && unit !== 'day' ? unitSpan(unit, today, 0) : undefined;
  return span && { ...span, words: `the start of this ${unit}`, length: 2 };
}

/** "At the start of the year" is in its first month, "at the end of 2025" in its last. */
function edgeOfYear(tokens: readonly Token[], at: number, whole: SpanReader): FoundSpan | undefined {
  const side = EDGES[wordAt(tokens, at)];
  if (side === undefined || wordAt(tokens, at + 1) !== 'of') return undefined;
  const span = whole(at + 2);
  if (span === undefined || span.unit !== 'year') return undefined;
  const year = span.from.slice(0, 4);
  const [from, to] = side === 'from' ? [span.from, `${year}-01-31`] : [`${year}-12-01`, span.to];
  return asPart(from, to, 2 + span.length);
}

/** A part as it is said by its days, or by its month where it is one. */
function asPart(from: string, to: string, length: number): FoundSpan {
  const month = from.slice(0, 7);
  const isMonth = from === `${month}-01` && to === monthEnd(...yearAndMonth(from));
  const unit: Span['unit'] = from === to ? 'day' : isMonth ? 'month' : 'span';
  const words =
    from === to
      ? `on ${longDay(from)}`
      : isMonth
        ? named({ from, to, unit })
        : `from ${shortDay(from)} to ${shortDay(to)}`;
  return { from, to, words, length, unit };
}

function yearAndMonth(iso: string): readonly [number, number] {
  return [Number(iso.slice(0, 4)), Number(iso.slice(5, 7))];
}

/** A day of a month that another date says: "the 3rd", "3" in "from the 3rd to the 10th of October". */
export function dayNumber(word: string): number | undefined {
  const number = Number(/^([12]?\d|3[01])(?:st|nd|rd|th)?$/.exec(word)?.[1]);
  return number >= 1 ? number : undefined;
}

/** That day in the month of a date; undefined where it has none such. */
export function inMonthOf(iso: string, day: number): string | undefined {
  const [year, month] = yearAndMonth(iso);
  return day > Number(monthEnd(year, month).slice(8)) ? undefined : `${iso.slice(0, 8)}${two(day)}`;
}
