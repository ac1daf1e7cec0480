import { internalDay, isoDay } from '../../account/iso.ts';
import { type Token, wordAt } from '../words/token.ts';
import { dayAfter, mondayOf, shortDay, two } from './calendar-days.ts';
import type { Calendar, FoundSpan } from './period.ts';
import { yearSaidBehind } from './period-words.ts';

/**
 * Days with a name, as `Christmas Eve`. Each is one day, and the answer says which: what "the holidays" are to a family,
 * or "over Christmas", is theirs to say, and stays not understood.
 */

interface Holiday {
  /** As an answer says it. */
  readonly name: string;
  /** Each as its words in a row. */
  readonly phrases: readonly (readonly string[])[];
  /** ISO date of a year. */
  readonly on: (year: number) => string;
}

const fixed =
  (month: number, day: number): Holiday['on'] =>
  (year) =>
    `${year}-${two(month)}-${two(day)}`;

const HOLIDAYS: readonly Holiday[] = [
  holiday("New Year's Eve", fixed(12, 31), 'new year eve'),
  holiday("New Year's Day", fixed(1, 1), 'new year day', 'new year'),
  holiday("Valentine's Day", fixed(2, 14), 'valentine day', 'valentine'),
  holiday("Saint Patrick's Day", fixed(3, 17), 'st patrick day', 'saint patrick day', 'st patricks'),
  holiday('Good Friday', (year) => dayAfter(easter(year), -2), 'good friday'),
  holiday('Easter Monday', (year) => dayAfter(easter(year), 1), 'easter monday'),
  holiday('Easter Sunday', easter, 'easter sunday', 'easter'),
  holiday('Memorial Day', (year) => lastWeekday(year, 5, MONDAY), 'memorial day'),
  holiday(
    'Independence Day',
    fixed(7, 4),
    'independence day',
    'fourth of july',
    '4th of july',
    'july fourth',
    'july 4th',
  ),
  holiday('Labor Day', (year) => nthWeekday(year, 9, MONDAY, 1), 'labor day', 'labour day'),
  holiday('Halloween', fixed(10, 31), 'halloween'),
  holiday('Thanksgiving', thanksgiving, 'thanksgiving day', 'thanksgiving'),
  holiday('Black Friday', (year) => dayAfter(thanksgiving(year), 1), 'black friday'),
  holiday('Christmas Eve', fixed(12, 24), 'christmas eve', 'xmas eve'),
  holiday('Christmas Day', fixed(12, 25), 'christmas day', 'xmas day', 'christmas', 'xmas'),
  holiday('Boxing Day', fixed(12, 26), 'boxing day'),
].sort((a, b) => longest(b) - longest(a));

/** Every word of a holiday's name, so that none is taken for a typing error. */
export const HOLIDAY_WORDS: readonly string[] = [
  ...new Set(HOLIDAYS.flatMap(({ phrases }) => phrases.flat())),
];
const FIRST_WORDS: ReadonlySet<string> = new Set(
  HOLIDAYS.flatMap(({ phrases }) => phrases.map(([first = '']) => first)),
);

/** Whether a day with a name may begin there. */
export function mayBeHoliday(token: Token | undefined): boolean {
  return token !== undefined && (FIRST_WORDS.has(token.stem) || FIRST_WORDS.has(token.word));
}

const MONDAY = 1;
const THURSDAY = 4;
/** What places a day. "For Christmas" says why, "over" and "around Christmas" are more days than one. */
const PLACING = new Set('on at since before after until till by between from'.split(' '));

/** @param before the word in front */
export function holidayAt(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
  before: string,
): FoundSpan | undefined {
  const which = wordAt(tokens, at);
  const pointed = which === 'last' || which === 'this' || which === 'next' ? which : undefined;
  const start = pointed === undefined ? at : at + 1;
  if (!mayBeHoliday(tokens[start])) return undefined;
  for (const { name, phrases, on } of HOLIDAYS) {
    const length = lengthOf(phrases, tokens, start);
    if (length === 0) continue;
    // "In the new year" is no day.
    if (name === "New Year's Day" && length === 2 && wordAt(tokens, start - 1) === 'the') return undefined;
    const isDay = /\b(?:Day|Eve|Friday|Monday|Sunday)$/.test(name) && length > 1;
    // "Christmas week": the one that it is in.
    const isWeek = wordAt(tokens, start + length) === 'week';
    if (pointed === undefined && !isWeek && !PLACING.has(before) && !(isDay && before !== 'for'))
      return undefined;
    const [year, said] =
      pointed === undefined ? yearSaidBehind(tokens, start + length, today) : [undefined, 0];
    const day = year !== undefined ? on(year) : nearestDay(on, today, pointed ?? direction);
    if (isWeek) return { ...weekOf(day), length: start - at + length + 1 };
    return {
      from: day,
      to: day,
      words: `on ${name}, ${shortDay(day)}`,
      length: start - at + length + said,
      unit: 'day',
      ...(pointed === 'last' && { tense: 'past' as const }),
      ...(pointed === 'next' && { tense: 'future' as const }),
    };
  }
  return undefined;
}

/** From Monday to Sunday. */
function weekOf(day: string): Omit<FoundSpan, 'length'> {
  const from = isoDay(mondayOf(internalDay(day)));
  const to = dayAfter(from, 6);
  return { from, to, words: `from ${shortDay(from)} to ${shortDay(to)}`, unit: 'week' };
}

/** Words of the longest phrase that stands there. */
function lengthOf(phrases: readonly (readonly string[])[], tokens: readonly Token[], at: number): number {
  const fits = (phrase: readonly string[]) =>
    phrase.every((word, offset) => {
      const token = tokens[at + offset];
      return token !== undefined && (token.stem === word || token.word === word);
    });
  return Math.max(0, ...phrases.filter(fits).map(({ length }) => length));
}

/** The one of this year where it is not yet past, or is, as the question lies; else its neighbour. */
function nearestDay(
  on: Holiday['on'],
  today: string,
  way: 'past' | 'future' | 'last' | 'this' | 'next',
): string {
  const year = Number(today.slice(0, 4));
  const now = on(year);
  if (way === 'this') return now;
  if (way === 'past') return now <= today ? now : on(year - 1);
  if (way === 'last') return now < today ? now : on(year - 1);
  if (way === 'future') return now >= today ? now : on(year + 1);
  return now > today ? now : on(year + 1);
}

function holiday(name: string, on: Holiday['on'], ...phrases: readonly string[]): Holiday {
  return { name, phrases: phrases.map((phrase) => phrase.split(' ')), on };
}

function longest({ phrases }: Holiday): number {
  return Math.max(...phrases.map(({ length }) => length));
}

/** Of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return fixed(Math.floor(sum / 31), (sum % 31) + 1)(year);
}

function thanksgiving(year: number): string {
  return nthWeekday(year, 11, THURSDAY, 4);
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = fixed(month, 1)(year);
  const offset = (weekday - weekdayOf(first) + 7) % 7;
  return dayAfter(first, offset + 7 * (nth - 1));
}

function lastWeekday(year: number, month: number, weekday: number): string {
  const last = dayAfter(fixed(month + 1, 1)(year), -1);
  return dayAfter(last, -((weekdayOf(last) - weekday + 7) % 7));
}

/** 0 is a Sunday, as day 0 of QM was. */
function weekdayOf(iso: string): number {
  return ((internalDay(iso) % 7) + 7) % 7;
}
