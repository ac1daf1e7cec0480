import { isAnyOf } from '../words/any-of.ts';
import type { Token } from '../words/token.ts';
import { weekdayNamed } from './named-span.ts';
import type { Calendar, FoundPeriod, Period } from './period.ts';

/** Two times said one behind the other that are one: "a year ago, in November 2025", "in 2026 after January". */

/** Reads the period that begins at a place. */
type PeriodReader = (at: number, calendar: Calendar) => Omit<FoundPeriod, 'at'> | undefined;

/** What is told from today means the same behind any other time. */
const TOLD_FROM_TODAY =
  /^(?:last|this|next|past|previous|coming|current|ago|today|yesterday|tomorrow|now|weeks?|weekends?|months?|years?|days?|quarters?)$/;

/** @param read reads a period anew, as of another day */
export function apposed(
  found: readonly FoundPeriod[],
  tokens: readonly Token[],
  calendar: Calendar,
  read: PeriodReader,
): readonly FoundPeriod[] {
  const kept: FoundPeriod[] = [];
  for (const second of found) {
    const first = kept.at(-1);
    const one =
      first && isBeside(first, second) && !isOfEach(tokens, first)
        ? asOne(first, second, tokens, calendar, read)
        : undefined;
    if (first !== undefined && one !== undefined)
      kept[kept.length - 1] = { at: first.at, length: first.length + second.length, period: one };
    else kept.push(second);
  }
  return kept;
}

/** "In a month": of each of them, where it is no time to come. */
export function isOfEach(
  tokens: readonly Token[],
  { at, length }: Pick<FoundPeriod, 'at' | 'length'>,
): boolean {
  const words = tokens.slice(at, at + length).map(({ word }) => word);
  return /^in an? (?:day|week|month|year)$/.test(words.join(' '));
}

function isBeside(first: FoundPeriod, second: FoundPeriod): boolean {
  return first.at + first.length === second.at;
}

function asOne(
  first: FoundPeriod,
  second: FoundPeriod,
  tokens: readonly Token[],
  calendar: Calendar,
  read: PeriodReader,
): Period | undefined {
  const { from, to } = first.period;
  if (from === undefined || to === undefined) return undefined;
  const wordsOf = ({ at, length }: FoundPeriod) => tokens.slice(at, at + length).map(({ word }) => word);
  const words = wordsOf(second);
  // "Monday to Wednesday of the week of the 9th": the days of that week.
  const week = second.period.unit === 'week' ? second.period.to : undefined;
  if (week !== undefined && week < calendar.today && isWeekdays(wordsOf(first))) {
    const days = read(first.at, { ...calendar, today: week, direction: 'past' })?.period;
    return days?.from !== undefined && days.from >= (second.period.from ?? '') ? days : undefined;
  }
  // "In 2025 after February", "the week of November 9th, Monday to Wednesday": as of that time.
  const isOfFirst = to < calendar.today && !words.some((word) => TOLD_FROM_TODAY.test(word));
  const again = isOfFirst ? read(second.at, { ...calendar, today: to, direction: 'past' }) : undefined;
  const period = again?.length === second.length ? again.period : second.period;
  const begin = later(from, period.from);
  const end = earlier(to, period.to);
  if (begin > end) return undefined;
  if (period.from !== undefined && period.to !== undefined) {
    // "On Saturday last weekend": that day of it.
    const isSame = begin === period.from && end === period.to;
    if (begin === from && end === to) return isWeekdays(words) || !isSame ? first.period : period;
    if (begin === period.from && end === period.to) return period;
    return undefined;
  }
  const tense = period.tense ?? first.period.tense;
  return {
    words: `${first.period.words} ${period.words}`,
    from: begin,
    to: end,
    unit: 'span',
    ...(tense && { tense }),
  };
}

/** "Monday to Sunday" says no more than the week does. */
function isWeekdays(words: readonly string[]): boolean {
  return words.every(
    (word) => weekdayNamed(word) !== undefined || isAnyOf(word, 'to and through thru until till on from'),
  );
}

function later(one: string, other: string | undefined): string {
  return other !== undefined && other > one ? other : one;
}

function earlier(one: string, other: string | undefined): string {
  return other !== undefined && other < one ? other : one;
}
