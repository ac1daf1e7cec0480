import type { Catalogue, EntityMatch } from '../table/catalogue.ts';
import type { Ask, EntityKind, Subject } from '../table/subject-table.ts';
import { templateAges, templateCounts } from '../table/template.ts';
import { isAnyOf } from '../words/any-of.ts';
import type { Order } from '../words/asked-words.ts';
import { patterns } from '../words/core-words.ts';
import { findPattern } from '../words/pattern.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

/** Details that are numbers: which end of them is asked for, and what is counted. */

const MOST: ReadonlyMap<string, 'max' | 'min'> = new Map([
  ['most', 'max'],
  ['highest', 'max'],
  ['fewest', 'min'],
  ['least', 'min'],
  ['lowest', 'min'],
]);

/** Words that ask for a number of time and say which end of it as well. */
const LASTING: ReadonlyMap<string, 'max' | 'min'> = new Map([
  ['longest', 'max'],
  ['shortest', 'min'],
  // By the day of birth.
  ['oldest', 'min'],
  ['youngest', 'max'],
]);

const OF_NUMBER = new Set('on in of the number count remaining left amount'.split(' '));

export interface MostOf {
  readonly order: Order;
  /** The field whose numbers are compared. */
  readonly field: string;
  /** As it was said: "longest". */
  readonly word?: string;
}

/** "Which has the most refills left?" */
export function findMost(
  words: WordUse,
  found: { readonly ask: Ask; readonly indices: readonly number[] } | undefined,
): MostOf | undefined {
  const [field] =
    found === undefined ? [] : [...templateCounts(found.ask.text), ...templateAges(found.ask.text)];
  if (found === undefined || field === undefined) return undefined;
  const word = found.indices.map((at) => wordAt(words.tokens, at)).find((one) => LASTING.has(one));
  const lasting = LASTING.get(word ?? '');
  if (word !== undefined && lasting !== undefined) return { order: lasting, field, word };
  const [start = 0] = found.indices;
  const end = found.indices.at(-1) ?? start;
  // "The lowest number of remaining refills", "what am I lowest on refills for".
  const at = words.tokens.findIndex(
    ({ word }, index) =>
      MOST.has(word) &&
      words.free(index) &&
      index < end &&
      words.tokens.slice(index + 1, start).every((token) => OF_NUMBER.has(token.word)),
  );
  const order = MOST.get(wordAt(words.tokens, at));
  if (order === undefined) return undefined;
  const last = words.tokens.length - 1;
  const isBehind = last > end && isAnyOf(wordAt(words.tokens, last), 'on for of with');
  // "Which one has the most refills?"
  if (words.tokens[0]?.word === 'which' && words.tokens[1]?.word === 'one') words.use([1]);
  words.take([at, ...Array.from({ length: Math.max(0, start - at - 1) }, (_, step) => at + 1 + step)]);
  if (isBehind) words.use([last]);
  words.use(words.tokens.flatMap(({ word }, index) => (/^(?:shows?|showing)$/.test(word) ? [index] : [])));
  return { order, field };
}

/** "Can I still get more Lipitor?": whether there is any left of what is counted. */
export function asksWhetherLeft(tokens: readonly Token[], ask: Ask | undefined): boolean {
  return tokens[0]?.word === 'can' && ask !== undefined && templateCounts(ask.text).length > 0;
}

/** "How many drops in each eye?" is asked of what is dropped. @returns undefined where no such word is in it */
export function countedForm(
  words: WordUse,
  subject: Subject,
  catalogue: Catalogue | undefined,
  indices: readonly number[],
): EntityMatch | undefined {
  if (words.tokens[indices[0] ?? 0]?.word !== 'how') return undefined;
  const counted = indices.flatMap((at) => (at > 0 && words.tokens[at - 1]?.word === 'many' ? [at] : []));
  for (const at of counted) {
    const stem = words.tokens[at]?.stem ?? '';
    for (const kind of subject.entities) {
      const group = kind.whole ? undefined : kind.groups.find(({ values }) => values.includes(stem));
      if (kind.tells === undefined || group === undefined) continue;
      return catalogue?.ofGroup(kind, group, { at, length: 1, said: stem });
    }
  }
  return undefined;
}

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
  'itemised|itemized|itemise|itemize',
  'split|divide|break|broken|breaking|splitting up|out|apart',
  'split|divide|itemise|itemize',
  'go|going',
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
    const longest = words.longest(forms);
    if (longest === undefined) continue;
    words.take(longest);
    words.use(words.spread(BROKEN_DOWN));
    return of;
  }
  return undefined;
}

const GOING_MOST =
  /\b(?:go|goes|going|went|gone|been|visit|visited|shop|shopped|eat|ate)(?: (?:to|at|in|there|out))?(?: the)? most\b/;

/** @param known names that are on record: what is named already is not asked for */
export function findShare(
  words: WordUse,
  subject: Subject,
  known: readonly EntityMatch[],
): ShareOf | undefined {
  const isEvent = subject.states.some(({ when }) => when !== undefined);
  if (subject.amount === undefined && !isEvent) return undefined;
  // "Which store do I go to the most?" asks how often, and not how much.
  if (!isEvent && GOING_MOST.test(joinedWords(words.tokens))) return undefined;
  const asked: readonly (readonly [ShareOf, typeof MONTHS_MOST])[] = [
    ['month', isEvent || subject.date === undefined ? [] : MONTHS_MOST],
    ...subject.entities.map((kind) => [kind, kind.most] as const),
  ];
  for (const [of, forms] of asked) {
    if (of !== 'month' && known.some(({ kind }) => kind === of)) continue;
    const found = forms
      .flatMap((pattern) => {
        const indices = findPattern(pattern, words.tokens, words.free);
        return indices === undefined || (of !== 'month' && isDearest(words, indices)) ? [] : [indices];
      })
      .sort((a, b) => b.length - a.length);
    const [longest] = found;
    if (longest === undefined) continue;
    words.take(longest);
    return of;
  }
  return undefined;
}

/** "My most expensive purchase on Amazon" asks for no kind of thing that most was spent on. */
function isDearest(words: WordUse, indices: readonly number[]): boolean {
  return indices.some(
    (at) =>
      words.tokens[at]?.word === 'most' && isAnyOf(wordAt(words.tokens, at + 1), 'expensive costly pricey'),
  );
}
