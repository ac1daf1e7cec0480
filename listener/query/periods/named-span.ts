import { internalDay, isoDay } from '../../account/iso.ts';
import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { capital, MONTHS, WEEKDAYS } from '../words/format-values.ts';
import { type Token, wordAt } from '../words/token.ts';
import { longDay, mondayOf, monthEnd, nearestYear, two } from './calendar-days.ts';
import type { Calendar, FoundSpan } from './period.ts';
import {
  BEFORE_MONTH,
  DOUBTFUL,
  isComing,
  isPast,
  PLACING,
  yearBehind,
  yearSaidBehind,
} from './period-words.ts';
import { writtenDay } from './written-day.ts';

/** Spans of days that have a name of their own: a quarter, a month, a weekday, a year, a written date. */

const MONTH_NAMES: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((name, index) => [
    [name, index + 1] as const,
    ...(name.length > 3 ? [[name.slice(0, 3), index + 1] as const] : []),
  ]),
).set('sept', 9);

const ORDINALS: Readonly<Record<string, number>> = byWord({
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
});

/** "Over two thousand", "a bill of 2000": a sum. A year so round is said with a word that places it in time. */
function isRoundSum(tokens: readonly Token[], at: number, number: number | string): boolean {
  const before = wordAt(tokens, at - 1);
  return (
    Number(number) % 100 === 0 &&
    wordAt(tokens, at) !== 'year' &&
    !isAnyOf(before, 'in since until till before after during from year by')
  );
}

/** the third quarter, Q3 2026. */
export function quarter(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
): FoundSpan | undefined {
  const first = wordAt(tokens, at);
  const short = /^q([1-4])$/.exec(first)?.[1];
  const spelled = wordAt(tokens, at + 1) === 'quarter' ? ORDINALS[first] : undefined;
  // "Quarter 2".
  const counted = first === 'quarter' ? /^([1-4])$/.exec(wordAt(tokens, at + 1))?.[1] : undefined;
  const digit = short ?? counted;
  const number = digit === undefined ? spelled : Number(digit);
  if (number === undefined) return undefined;
  const used = short === undefined ? 2 : 1;
  const [year, more] = yearSaidBehind(tokens, at + used, today);
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
export function written(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
  before: string,
): FoundSpan | undefined {
  const day = writtenDay(tokens, at, { today, direction, before });
  if (day === undefined) return undefined;
  return { from: day.iso, to: day.iso, words: `on ${longDay(day.iso)}`, length: day.length, unit: 'day' };
}

export function month(
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
  const [year, more] = pointed === undefined ? yearSaidBehind(tokens, at + used, today) : [undefined, 0];
  if (pointed === undefined && year === undefined && (isSomebody(tokens, at) || isRate(tokens, at)))
    return undefined;
  if (
    DOUBTFUL.has(name) &&
    pointed === undefined &&
    year === undefined &&
    !BEFORE_MONTH.has(before) &&
    tokens.length > 1 &&
    !isMonthHere(tokens, at)
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

/** Behind these "may" is no verb: "was May dearer", "my May spending". */
const BEFORE_NOUN = new Set('was were is did does my our the than vs versus and or in'.split(' '));
/** Before these it is one: "may I ask", "that may be". */
const BEHIND_VERB = new Set('i we you he she it they be have not also well take ask know see'.split(' '));
const NO_MONTH_BEFORE = new Set(
  'i we you he she it they that this which who what there one and or'.split(' '),
);

/** Whether a name that is another word as well is a month where it stands: "Costco May total", "spent at Costco, May". */
function isMonthHere(tokens: readonly Token[], at: number): boolean {
  const [before, next] = [wordAt(tokens, at - 1), wordAt(tokens, at + 1)];
  if (SUMMED.has(next)) return !NO_MONTH_BEFORE.has(before);
  if (tokens[at]?.last === true) return at > 0 && !NO_MONTH_BEFORE.has(before);
  return BEFORE_NOUN.has(before) && !BEHIND_VERB.has(next) && wordAt(tokens, at) === 'may';
}

/** Of somebody's name between these: "does June take anything?", "what is April allergic to?" */
const BEFORE_SOMEBODY = new Set('does did do has is was when what'.split(' '));
const SOMEBODYS = new Set(
  (
    'spend spent pay paid buy bought take takes taking taken use uses using have has had need needs see sees seen saw go weigh weighs own got ' +
    'allergic still ever always prescribed supposed older younger born'
  ).split(' '),
);
const TITLES = new Set([
  'dr',
  'doctor',
  'prof',
  'professor',
  'mr',
  'mrs',
  'ms',
  'miss',
  'aunt',
  'uncle',
  'cousin',
  'named',
  'called',
]);

/** Whether "apr" is what a card or a loan costs a year: "my credit card's APR". */
function isRate(tokens: readonly Token[], at: number): boolean {
  if (wordAt(tokens, at) !== 'apr' || isAnyOf(wordAt(tokens, at - 1), 'in during since until till'))
    return false;
  return tokens.some(({ stem }) => isAnyOf(stem, 'card loan mortgage rate interest percent'));
}

/** Whether the name of a month is a person's: "Dr. May", "does June take Lipitor?", but not "the dr June 5". */
function isSomebody(tokens: readonly Token[], at: number): boolean {
  const [before, next] = [wordAt(tokens, at - 1), wordAt(tokens, at + 1)];
  if (TITLES.has(before) && tokens[at - 1]?.last !== true) return !/^\d/.test(next);
  return BEFORE_SOMEBODY.has(before) && tokens[at]?.last !== true && SOMEBODYS.has(next);
}

const SHORT_DAYS: ReadonlyMap<string, number> = new Map([
  ['tues', 2],
  ['weds', 3],
  ['thur', 4],
  ['thurs', 4],
]);

/** @param isPlaced whether three letters of it will do: "on mon" @returns 0 for a Sunday */
export function weekdayNamed(name: string, isPlaced = false): number | undefined {
  const number = WEEKDAYS.findIndex((day) => day === name || (isPlaced && day.slice(0, 3) === name));
  return number < 0 ? SHORT_DAYS.get(name) : number;
}

function ofDay(iso: string, length: number): FoundSpan {
  return { from: iso, to: iso, words: `on ${longDay(iso)}`, length, unit: 'day' };
}

function isDayWord(word: string): boolean {
  return /^\d{1,2}(?:st|nd|rd|th)$/.test(word) || MONTH_NAMES.has(word);
}

/** "17 November". */
function isDate(tokens: readonly Token[], at: number): boolean {
  return /^\d{1,2}$/.test(wordAt(tokens, at)) && MONTH_NAMES.has(wordAt(tokens, at + 1));
}

export function weekday(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
  before: string,
): FoundSpan | undefined {
  const which = wordAt(tokens, at);
  const pointed = isPast(which) ? -1 : isComing(which) ? 1 : which === 'this' ? 0 : undefined;
  const name = pointed === undefined ? which : wordAt(tokens, at + 1);
  const isDated = pointed === undefined && isDate(tokens, at + 1);
  const number = weekdayNamed(name, pointed !== undefined || before === 'on' || isDated);
  if (number === undefined) return undefined;
  const now = internalDay(today);
  // "Tuesday the 1st", "Tuesday, December 1st": the day that is that weekday.
  const the = wordAt(tokens, at + 1) === 'the' ? 1 : 0;
  if (pointed === undefined && (isDated || isDayWord(wordAt(tokens, at + 1 + the)))) {
    const day = writtenDay(tokens, at + 1 + the, { today, direction, before: 'the', weekday: number });
    if (day !== undefined && ((internalDay(day.iso) % 7) + 7) % 7 !== number) return undefined;
    if (day !== undefined) return ofDay(day.iso, 1 + the + day.length);
  }
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

/** Said behind a bare year: "Costco 2026 total". */
const SUMMING = new Set(['total', 'totals', 'sum', 'altogether', 'overall', 'only']);
/** What is of a year or a month that stands in front of it: "my 2025 income", "May spending". */
const SUMMED = new Set(
  (
    'total totals sum spend spending expense expenses expenditure outgoings income earnings salary pay paycheck wages ' +
    'rent bill bills cost costs purchases payments transactions groceries insurance budget figures shopping'
  ).split(' '),
);

export function year(tokens: readonly Token[], at: number, before: string): FoundSpan | undefined {
  const [number, used] = wordAt(tokens, at) === 'year' ? yearBehind(tokens, at + 1) : yearBehind(tokens, at);
  if (number === undefined || isRoundSum(tokens, at, number)) return undefined;
  const behind = at + used;
  // "2026 to date", "2026 so far".
  const toDate = /^(?:to date|so far)$/.test(`${wordAt(tokens, behind)} ${wordAt(tokens, behind + 1)}`)
    ? 2
    : 0;
  // "The 2025 calendar year".
  const isWritten = /^(?:calendar|full) year$/.test(
    `${wordAt(tokens, behind)} ${wordAt(tokens, behind + 1)}`,
  );
  const more = used + toDate + (isWritten ? 2 : 0);
  if (
    wordAt(tokens, at) !== 'year' &&
    !PLACING.has(before) &&
    !BEFORE_MONTH.has(before) &&
    tokens.length > 1 &&
    toDate === 0 &&
    at < tokens.length - more &&
    !SUMMING.has(wordAt(tokens, at + more)) &&
    !SUMMED.has(wordAt(tokens, at + more))
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
