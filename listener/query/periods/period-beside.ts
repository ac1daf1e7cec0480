import { isAnyOf } from '../words/any-of.ts';
import type { Token } from '../words/token.ts';
import { named, unitSpan, yearsLater } from './calendar-days.ts';
import type { FoundPeriod, Period } from './period.ts';
import { UNITS } from './period-words.ts';

/** "the month before", "the year after that", "the one before": by the period that was spoken of. */
export function periodBeside(tokens: readonly Token[], before: Period): FoundPeriod | undefined {
  const words = tokens.map(({ word }) => word);
  const again = sameOfLastYear(words, before) ?? previousOne(words, before);
  if (again !== undefined) return again;
  for (let at = 0; at < words.length; at += 1) {
    const start = words[at] === 'the' || words[at] === 'in' ? at + 1 : at;
    const begin = words[start] === 'the' ? start + 1 : start;
    const unit = words[begin] === 'one' ? before.unit : UNITS[words[begin] ?? ''];
    const way =
      words[begin + 1] === 'before' || words[begin + 1] === 'earlier'
        ? -1
        : words[begin + 1] === 'after' || words[begin + 1] === 'later'
          ? 1
          : undefined;
    if (unit === undefined || unit === 'span' || way === undefined || before.from === undefined) continue;
    // "In October", and then "the year before": the same month of it.
    const isOfYear = unit === 'year' && (before.unit === 'month' || before.unit === 'quarter');
    if (isOfYear && before.to !== undefined) {
      const moved = { from: yearsLater(before.from, way), to: yearsLater(before.to, way), unit: before.unit };
      const more = words[begin + 2] === 'that' ? 1 : 0;
      return { at, length: begin + 2 + more - at, period: { ...moved, words: named(moved) } };
    }
    const span = unitSpan(unit, way < 0 ? before.from : (before.to ?? before.from), way);
    if (span === undefined) continue;
    const that = words[begin + 2] === 'that' ? 1 : 0;
    return {
      at,
      length: begin + 2 + that - at,
      period: { words: named(span), from: span.from, to: span.to, unit },
    };
  }
  return undefined;
}

const SAME = new Set('day month quarter time period span months days weeks'.split(' '));

/** "The same month last year", "the same time a year ago". */
function sameOfLastYear(words: readonly string[], before: Period): FoundPeriod | undefined {
  const same = words.indexOf('same');
  if (same < 0 || !SAME.has(words[same + 1] ?? '') || before.unit === 'week') return undefined;
  const { from, to, unit } = before;
  const end = /^(?:last|the previous|previous) year$/.test(words.slice(same + 2).join(' '))
    ? words.length
    : /^(?:a|one) year (?:ago|before|earlier)$/.test(words.slice(same + 2).join(' '))
      ? words.length
      : undefined;
  if (from === undefined || to === undefined || end === undefined) return undefined;
  const the = words[same - 1] === 'the' ? 1 : 0;
  const placed = isAnyOf(words[same - 1 - the] ?? '', 'in for of during at') ? 1 : 0;
  const at = same - the - placed;
  const moved = { from: yearsLater(from, -1), to: yearsLater(to, -1), unit };
  return { at, length: end - at, period: { ...moved, words: named(moved) } };
}

/** "The previous month", "the following week", "before that": beside the one that was spoken of, not beside today's. */
function previousOne(words: readonly string[], before: Period): FoundPeriod | undefined {
  const { unit, from, to } = before;
  if (unit === 'span' || from === undefined) return undefined;
  const at = words.findIndex((word) => isAnyOf(word, 'previous preceding prior following'));
  const isUnit = at >= 0 && (UNITS[words[at + 1] ?? ''] === unit || words[at + 1] === 'one');
  const isThat = words.length === 2 && isAnyOf(words[0] ?? '', 'before after') && words[1] === 'that';
  if (!isUnit && !isThat) return undefined;
  const isBack = isThat ? words[0] === 'before' : words[at] !== 'following';
  const span = unitSpan(unit, isBack ? from : (to ?? from), isBack ? -1 : 1);
  if (span === undefined) return undefined;
  const the = isUnit && words[at - 1] === 'the' ? 1 : 0;
  return {
    at: isThat ? 0 : at - the,
    length: isThat ? 2 : 2 + the,
    period: { words: named(span), from: span.from, to: span.to, unit },
  };
}
