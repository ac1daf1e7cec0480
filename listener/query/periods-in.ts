import { dayAfter, yearsLater } from './calendar-days.ts';
import { holidayAt } from './holidays.ts';
import { month, quarter, weekday, written, year } from './named-span.ts';
import {
  asPeriod,
  type Calendar,
  type FoundPeriod,
  type FoundSpan,
  type Period,
  type Span,
} from './period.ts';
import { PLACING, wordAt } from './period-words.ts';
import { counted, nearDay, relative } from './relative-span.ts';
import type { Token } from './words.ts';

/** Where a question speaks of time, and which days it means. */

/** What leaves one end of a period open. */
const OPENING = new Set(['since', 'after', 'before', 'until', 'till', 'by']);

/** What joins two ends of a period. */
const THROUGH = ['through', 'thru', 'to', 'until', 'till'];

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
    const range = rangeAt(tokens, at + 1, calendar, word === 'between' ? ['and', 'to'] : THROUGH);
    if (range !== undefined) return { length: range.length + 1, period: range.period };
  }
  if (OPENING.has(word)) {
    const span = spanBehindArticle(
      tokens,
      at + 1,
      word === 'since' ? { ...calendar, direction: 'past' } : calendar,
    );
    return span && { length: span.length + 1, period: openPeriod(word, span, calendar) };
  }
  if (PLACING.has(word)) {
    const range = rangeAt(tokens, at + 1, calendar, THROUGH);
    if (range !== undefined) return { length: range.length + 1, period: range.period };
    const span = spanBehindArticle(tokens, at + 1, calendar, word);
    // "What did I spend most on last month?": a month is not what "on" places.
    const isVerb = word === 'in' && /^com(e|ing)$|^came$/.test(wordAt(tokens, at - 1));
    const isPlaced =
      !isVerb && word !== 'this' && (word !== 'on' || span?.unit === 'day' || span?.unit === 'span');
    if (span !== undefined && isPlaced) return { length: span.length + 1, period: asPeriod(span) };
  }
  const through = rangeAt(tokens, at, calendar, THROUGH);
  if (through !== undefined) return through;
  const span = spanBehindArticle(tokens, at, calendar);
  return span && { length: span.length, period: asPeriod(span) };
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
    holidayAt(tokens, at, calendar, before) ??
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
