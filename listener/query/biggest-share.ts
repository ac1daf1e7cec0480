import type { EntityMatch } from './catalogue.ts';
import { patterns } from './core-words.ts';
import { findPattern } from './pattern.ts';
import type { EntityKind, Subject } from './subject-table.ts';
import type { WordUse } from './word-use.ts';

/** What most was spent on, or where, or in which month: "where did I spend the most?". */

/** By what the records are put together: their month, or the values of an entity. */
export type ShareOf = 'month' | EntityKind;

const MONTHS_MOST = patterns(
  'which|what month ... most',
  'most expensive|costly month',
  'which|what month ... most expensive|costly',
  'dearest|costliest|priciest month',
);

/** Each month by itself, not one of them on average. */
const MONTHLY = patterns(
  'for|in each|every month',
  'each month of',
  'month by month',
  'by month',
  'for each of the months',
);

/** Said with it; it changes nothing. */
const BROKEN_DOWN = patterns(
  'breakdown',
  'break|broken|breaking ... down',
  'split|divided',
  'itemised|itemized',
);

/**
 * Whether a sum is asked for each month of a period, or for each payee or kind: "by category", "a breakdown".
 * @param isTimed whether a period is named
 */
export function findEach(words: WordUse, subject: Subject, isTimed: boolean): ShareOf | undefined {
  if (subject.amount === undefined) return undefined;
  const asked: readonly (readonly [ShareOf, typeof MONTHLY])[] = [
    ['month', isTimed ? MONTHLY : []],
    ...subject.entities.map((kind) => [kind, kind.each] as const),
  ];
  for (const [of, forms] of asked) {
    const [longest] = forms
      .flatMap((pattern) => [findPattern(pattern, words.tokens, words.free) ?? []])
      .sort((a, b) => b.length - a.length);
    if (longest === undefined || longest.length === 0) continue;
    words.take(longest);
    words.use(words.spread(BROKEN_DOWN));
    return of;
  }
  return undefined;
}

/** @param known names that are on record: what is named already is not asked for */
export function findShare(
  words: WordUse,
  subject: Subject,
  known: readonly EntityMatch[],
): ShareOf | undefined {
  if (subject.amount === undefined) return undefined;
  const asked: readonly (readonly [ShareOf, typeof MONTHS_MOST])[] = [
    ['month', subject.date === undefined ? [] : MONTHS_MOST],
    ...subject.entities.map((kind) => [kind, kind.most] as const),
  ];
  for (const [of, forms] of asked) {
    if (of !== 'month' && known.some(({ kind }) => kind === of)) continue;
    const found = forms
      .flatMap((pattern) => {
        const indices = findPattern(pattern, words.tokens, words.free);
        return indices === undefined ? [] : [indices];
      })
      .sort((a, b) => b.length - a.length);
    const [longest] = found;
    if (longest === undefined) continue;
    words.take(longest);
    return of;
  }
  return undefined;
}
