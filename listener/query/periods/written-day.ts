import * as chrono from 'chrono-node/en';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import type { Direction } from './period.ts';
import { yearSaidBehind } from './period-words.ts';

/** A day of the calendar as it was written: `Dec 3`, `3rd of December 2025`, `12/3/2026`, `the 3rd`. */

interface DayContext {
  /** ISO date. */
  readonly today: string;
  readonly direction: Direction;
  /** The word in front. */
  readonly before: string;
  /** The day of the week that it is said to be, 0 for a Sunday. */
  readonly weekday?: number;
}

/** Ways to say a time from now ("3 days ago") are read elsewhere, and their patterns take the library the longest to compile. */
const IS_FROM_NOW = /TimeUnit/;
const DAYS = new chrono.Chrono({
  parsers: chrono.strict.parsers.filter((parser) => !IS_FROM_NOW.test(parser.constructor.name)),
  refiners: chrono.strict.refiners,
});

/** No way to write a day takes more words: `the 3rd of December, 2025`. */
const MAX_WORDS = 4;
/** Nor more characters: the library tries each of its ways at each place of a text. */
const MAX_LENGTH = 40;

export function writtenDay(
  tokens: readonly Token[],
  at: number,
  context: DayContext,
): { readonly iso: string; readonly length: number } | undefined {
  const first = wordAt(tokens, at);
  const hasDay = tokens.slice(at, at + MAX_WORDS).some(({ word }) => /^\d/.test(word));
  if (!hasDay || !/^(\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/.test(first)) return undefined;
  // With dots, the day stands first.
  const dotted = /^(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)$/.exec(first);
  if (dotted !== null) return realDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  for (let length = Math.min(MAX_WORDS, tokens.length - at); length > 0; length -= 1) {
    const said = tokens.slice(at, at + length);
    // "December the 1st"; behind a pause the day is one of its own: "the first week of November, the 1st to the 7th".
    const hasArticle = said[0]?.last === false && said[1]?.word === 'the' && length > 2;
    const text = textOf(hasArticle ? said.toSpliced(1, 1) : said);
    if (text.length > MAX_LENGTH) continue;
    const [found] = DAYS.parse(text, new Date(`${context.today}T12:00:00`));
    if (found === undefined || found.index !== 0 || found.text.length !== text.length || found.end) continue;
    const { start } = found;
    if (!start.isCertain('day') || !start.isCertain('month')) continue;
    // "December 1 at 9 am": the time of day is read by itself.
    if (start.isCertain('hour')) continue;
    const day = `${two(start.get('month'))}-${two(start.get('day'))}`;
    const [year, more] = start.isCertain('year')
      ? [start.get('year') ?? undefined, 0]
      : yearSaidBehind(tokens, at + length, context.today);
    return { iso: `${year ?? nearestYear(day, context)}-${day}`, length: length + more };
  }
  return dayOfMonth(first, context);
}

function realDay(year: number, month: number, day: number) {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? { iso: at.toISOString().slice(0, 10), length: 1 } : undefined;
}

/** "on the 3rd": the nearest one there is in the direction of the question; "Thursday the 14th": that is a Thursday. */
function dayOfMonth(word: string, { today, direction, before, weekday }: DayContext) {
  const number = Number(/^([12]?\d|3[01])(?:st|nd|rd|th)$/.exec(word)?.[1]);
  if (
    !(number >= 1) ||
    !['on', 'the', 'since', 'until', 'till', 'from', 'before', 'after', 'and', 'to'].includes(before)
  )
    return undefined;
  const [year = 0, month = 1] = today.split('-').map(Number);
  for (let step = 0; step < 12; step += 1) {
    const first = new Date(Date.UTC(year, month - 1 + (direction === 'past' ? -step : step), number));
    const iso = first.toISOString().slice(0, 10);
    const isReal = first.getUTCDate() === number && (weekday === undefined || first.getUTCDay() === weekday);
    if (isReal && (direction === 'past' ? iso <= today : iso >= today)) return { iso, length: 1 };
  }
  return undefined;
}

function nearestYear(day: string, { today, direction }: DayContext): number {
  const year = Number(today.slice(0, 4));
  if (direction === 'past') return day > today.slice(5) ? year - 1 : year;
  return day < today.slice(5) ? year + 1 : year;
}

function textOf(tokens: readonly Token[]): string {
  return joinedWords(tokens);
}

function two(value: number | null): string {
  return String(value ?? 0).padStart(2, '0');
}
