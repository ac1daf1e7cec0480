import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { type Token, wordAt } from '../words/token.ts';
import { monthEnd, two } from './calendar-days.ts';
import type { Calendar, FoundSpan } from './period.ts';
import { isComing, isPast, yearBehind } from './period-words.ts';

/** Seasons as whole months, which the answer names: summer is June to August. */

/** The month a season begins with; each has three. Winter ends in the next year. */
const FIRST_MONTHS: Readonly<Record<string, number>> = byWord({
  spring: 3,
  springtime: 3,
  summer: 6,
  summertime: 6,
  autumn: 9,
  fall: 9,
  winter: 12,
  wintertime: 12,
});
const NAMES: Readonly<Record<number, string>> = { 3: 'spring', 6: 'summer', 9: 'fall', 12: 'winter' };
const MONTHS_LONG = 3;
/** What places a season; without it "fall" is what prices do and "spring" is water. */
const PLACING = new Set(
  'in during over since after before until till by this last past next from through'.split(' '),
);

/** @param before the word in front */
export function season(
  tokens: readonly Token[],
  at: number,
  { today, direction }: Calendar,
  before: string,
): FoundSpan | undefined {
  const which = wordAt(tokens, at);
  const isInFront = isPast(which) || isComing(which) || which === 'this';
  const place = isInFront ? at + 1 : at;
  // "In the winter last", "the summer gone".
  const isBehind =
    !isInFront && isAnyOf(wordAt(tokens, at + 1), 'last gone past') && tokens[at + 1]?.last === true;
  const pointed = isInFront ? which : isBehind ? 'last' : undefined;
  const month = FIRST_MONTHS[wordAt(tokens, place)];
  if (month === undefined) return undefined;
  const [year, more] = pointed === undefined ? yearBehind(tokens, place + 1) : [undefined, 0];
  if (pointed === undefined && year === undefined && !PLACING.has(before)) return undefined;
  const begun = year ?? beginning(month, today, pointed, direction);
  const { from, to } = spanOf(month, begun);
  const tense = isPast(pointed) ? ('past' as const) : isComing(pointed) ? ('future' as const) : undefined;
  return {
    from,
    to,
    words: `in the ${NAMES[month]} of ${from.slice(0, 4)}${month === 12 ? `–${to.slice(2, 4)}` : ''}, ${MONTH_NAMES[month]}`,
    length: place - at + 1 + more + (isBehind ? 1 : 0),
    unit: 'span',
    ...(tense && { tense }),
  };
}

const MONTH_NAMES: Readonly<Record<number, string>> = {
  3: 'March to May',
  6: 'June to August',
  9: 'September to November',
  12: 'December to February',
};

function spanOf(month: number, year: number): { readonly from: string; readonly to: string } {
  const last = month + MONTHS_LONG - 1;
  return {
    from: `${year}-${two(month)}-01`,
    to: last > 12 ? monthEnd(year + 1, last - 12) : monthEnd(year, last),
  };
}

/** The year in which the season that is meant begins. */
function beginning(
  month: number,
  today: string,
  pointed: string | undefined,
  direction: Calendar['direction'],
): number {
  const year = Number(today.slice(0, 4));
  // The latest one that has begun.
  const begun = spanOf(month, year).from <= today ? year : year - 1;
  const runs = today <= spanOf(month, begun).to;
  if (isPast(pointed)) return runs ? begun - 1 : begun;
  if (isComing(pointed)) return begun + 1;
  // "This summer" is one of this year, or the winter that runs.
  if (pointed === 'this') return runs ? begun : year;
  return direction === 'past' || runs ? begun : begun + 1;
}
