import { internalDay } from '../../account/iso.ts';
import { dayAfter, longMonth, unitSpan } from '../periods/calendar-days.ts';
import type { Period } from '../periods/period.ts';
import { patterns } from '../words/core-words.ts';
import { findPattern } from '../words/pattern.ts';
import type { WordUse } from '../words/word-use.ts';

/** How much, or how often, in one of many months or weeks: "a month", "per week", "yearly". */

const RATES = {
  day: patterns('a|per|each|every day', 'daily'),
  week: patterns(
    'a|per|each|every week',
    'in a|one|each|every|any week',
    'in a|an|your|my normal|typical|average|usual|regular|ordinary week',
    'a|an normal|typical|average|usual|regular|ordinary week',
    'weekly',
  ),
  month: patterns(
    'a|per|each|every month',
    'in a|one|each|every|any month',
    'in a|an|your|my normal|typical|average|usual|regular|ordinary month',
    'a|an normal|typical|average|usual|regular|ordinary month',
    'in the month$',
    'monthly',
  ),
  year: patterns('a|per|each|every year', 'in a|each|every|any year', 'yearly|annually|annual'),
} as const;
export type Rate = keyof typeof RATES;

/** Where no period is asked for, a rate is that of the last year, or of as much as says something. */
const USUAL_MONTHS = 12;
const USUAL_WEEKS = 12;
const USUAL_DAYS = 30;
const DAYS_OF_WEEK = 7;
const DAYS_OF_MONTH = 365.25 / 12;
const MONTHS_OF_YEAR = 12;

export function findRate(words: WordUse): Rate | undefined {
  for (const [rate, forms] of Object.entries(RATES) as [Rate, (typeof RATES)[Rate]][]) {
    for (const pattern of forms) {
      const indices = findPattern(pattern, words.tokens, words.free);
      if (indices === undefined) continue;
      words.take(indices);
      return rate;
    }
  }
  return undefined;
}

/** What a rate without a period is reckoned from: whole months or weeks, up to the one that runs. */
export function usualPeriod(rate: Rate, today: string): Period {
  if (rate === 'day') {
    const [from, to] = [dayAfter(today, -USUAL_DAYS), dayAfter(today, -1)];
    return { from, to, words: `in the ${USUAL_DAYS} days before today`, unit: 'span', tense: 'past' };
  }
  const [unit, number] =
    rate === 'week' ? (['week', USUAL_WEEKS] as const) : (['month', USUAL_MONTHS] as const);
  const [first, last] = [unitSpan(unit, today, -number), unitSpan(unit, today, -1)];
  const words =
    unit === 'week'
      ? `in the ${number} weeks before this one`
      : `from ${longMonth(first?.from ?? today)} to ${longMonth(last?.from ?? today)}`;
  return { from: first?.from ?? today, to: last?.to ?? today, words, unit: 'span', tense: 'past' };
}

/** What is told month by month without a period: this month and the five before it. */
export function lastMonths(today: string): Period {
  const [first, last] = [unitSpan('month', today, 1 - TREND_MONTHS), unitSpan('month', today, 0)];
  const words = `from ${longMonth(first?.from ?? today)} to ${longMonth(today)}`;
  return { from: first?.from ?? today, to: last?.to ?? today, words, unit: 'span', tense: 'past' };
}
const TREND_MONTHS = 6;

export interface Span {
  /** How many months, weeks and so on, one decimal where they are not whole. */
  readonly number: number;
  /** Whether the last of them still runs. */
  readonly runs: boolean;
}

/** How many of a unit a period has until today; undefined where it has no beginning, or less than one. */
export function unitsIn({ from, to }: Period, rate: Rate, today: string): Span | undefined {
  if (from === undefined || from > today) return undefined;
  const end = to === undefined || to > today ? today : to;
  const days = internalDay(end) - internalDay(from) + 1;
  const isAligned = from.endsWith('-01') && (end === today || dayAfter(end, 1).endsWith('-01'));
  const months = isAligned ? monthsBetween(from, end) : days / DAYS_OF_MONTH;
  const exact = { day: days, week: days / DAYS_OF_WEEK, month: months, year: months / MONTHS_OF_YEAR }[rate];
  // A year is one, though its days are not quite twelve equal months.
  const number = Math.round(exact * 10) / 10;
  if (number < 1) return undefined;
  return {
    number,
    runs: rate === 'month' && isAligned && end === today && !dayAfter(end, 1).endsWith('-01'),
  };
}

function monthsBetween(from: string, to: string): number {
  const [year = 0, month = 0] = from.split('-').map(Number);
  const [lastYear = 0, lastMonth = 0] = to.split('-').map(Number);
  return (lastYear - year) * MONTHS_OF_YEAR + lastMonth - month + 1;
}
