import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { type Token, wordAt } from '../words/token.ts';

/** The words that periods are made of. */

export const UNITS: Readonly<Record<string, 'day' | 'week' | 'month' | 'year' | 'quarter'>> = byWord({
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
});

/** Spans that are so many of a unit. */
export const MULTIPLES: Readonly<Record<string, readonly [number, 'day' | 'week' | 'month']>> = byWord({
  fortnight: [2, 'week'],
  fortnights: [2, 'week'],
});

/** What a period may follow without a change of meaning. */
export const PLACING = new Set([
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
export const DOUBTFUL = new Set([
  'may',
  'march',
  'mar',
  'sun',
  'sat',
  'mon',
  'wed',
  'dec',
  'jan',
  'apr',
  'second',
]);

export const BEFORE_MONTH = new Set([
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

/** A year where the tokens go on with one: `2025`, `of 2025`. */
export function yearBehind(tokens: readonly Token[], at: number): readonly [number | undefined, number] {
  const skip = ['of', 'in'].includes(wordAt(tokens, at)) ? 1 : 0;
  const word = wordAt(tokens, at + skip);
  return /^(19|20)\d\d$/.test(word) ? [Number(word), 1 + skip] : [undefined, 0];
}

/** A year behind a month or a day, also as "this year", "of last year". */
export function yearSaidBehind(
  tokens: readonly Token[],
  at: number,
  today: string,
): readonly [number | undefined, number] {
  const [number, length] = yearBehind(tokens, at);
  if (number !== undefined) return [number, length];
  // "November a year ago".
  if (
    isAnyOf(wordAt(tokens, at), 'a one') &&
    wordAt(tokens, at + 1) === 'year' &&
    isAgo(wordAt(tokens, at + 2))
  )
    return [Number(today.slice(0, 4)) - 1, 3];
  const skip = ['of', 'in'].includes(wordAt(tokens, at)) ? 1 : 0;
  const offset = { this: 0, last: -1, next: 1 }[wordAt(tokens, at + skip)];
  if (offset === undefined || wordAt(tokens, at + skip + 1) !== 'year') return [undefined, 0];
  return [Number(today.slice(0, 4)) + offset, skip + 2];
}

export function isPast(word: string | undefined): boolean {
  return (
    word === 'last' || word === 'past' || word === 'previous' || word === 'prior' || word === 'preceding'
  );
}

/** "Two months ago", "two months back". */
export function isAgo(word: string | undefined): boolean {
  return word === 'ago' || word === 'back';
}

export function isComing(word: string | undefined): boolean {
  return word === 'next' || word === 'coming' || word === 'upcoming' || word === 'following';
}

export function count(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,3}$/.test(word) && Number(word) > 0 ? Number(word) : undefined;
}
