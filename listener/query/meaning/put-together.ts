import type { EntityMatch } from '../table/catalogue.ts';
import { type EntityKind, isOfEvents, type Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { patterns } from '../words/core-words.ts';
import { findPattern, type Pattern } from '../words/pattern.ts';
import { joinedWords, wordAt } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

/** Sums of what belongs together: what most was spent on, or where, or in which month, and what in each. */

/** By what the records are put together: their day or month, or the values of an entity. */
export type ShareOf = 'day' | 'month' | EntityKind;

/** What is asked for of what was put together so: the one with the most, or with the least. */
export interface Share {
  readonly of: ShareOf;
  readonly isLeast: boolean;
}
interface FoundShare extends Share {
  readonly indices: readonly number[];
}

/** Of a day or a month, by what it comes to. */
const TIMES_MOST = (unit: string) =>
  patterns(
    `which|what ${unit} ... most`,
    `most expensive|costly ${unit}`,
    `which|what ${unit} ... most expensive|costly`,
    `dearest|costliest|priciest ${unit}`,
    `which|what ${unit} ... highest|biggest|largest .. spending|expenses|outgoings|expenditure|costs|bills|total`,
    `biggest|highest spending ${unit}`,
  );
const TIMES_LEAST = (unit: string) =>
  patterns(
    `which|what ${unit} ... least`,
    `least expensive|costly ${unit}`,
    `cheapest ${unit}`,
    `which|what ${unit} ... cheapest`,
    `which|what ${unit} ... lowest|smallest .. spending|expenses|outgoings|expenditure|costs|bills|total`,
    `lowest spending ${unit}`,
  );
/** The same of what is named: "the electric bill, highest month". */
const NAMED_WITH = (sizes: string) => (unit: string) => patterns(`${sizes} ${unit}`);
const NAMED_HIGHEST = NAMED_WITH('highest|heaviest|biggest|largest|worst|dearest');
const NAMED_LOWEST = NAMED_WITH('lowest|lightest|smallest|cheapest');
/** The same of what is named, whose own noun is read already: "the highest grocery spending". */
const NAMED_MOST = (unit: string) =>
  patterns(
    `which|what ${unit} ... highest|biggest|largest|greatest`,
    `${unit} of|with highest|biggest|largest|greatest|most`,
    `${unit} of|with the highest|biggest|largest|greatest|most`,
  );
const NAMED_LEAST = (unit: string) =>
  patterns(
    `which|what ${unit} ... lowest|smallest`,
    `${unit} of|with lowest|smallest|least`,
    `${unit} of|with the lowest|smallest|least`,
  );
const SUMMED = new Set('spending spend expenses outgoings expenditure costs bills total'.split(' '));
type TimesAsked = readonly (readonly [ShareOf & string, Share['isLeast'], readonly Pattern[]])[];
const ofTimes = (most: typeof TIMES_MOST, least: typeof TIMES_LEAST): TimesAsked =>
  (['month', 'day'] as const).flatMap((of) => [
    [of, false, most(of)] as const,
    [of, true, least(of)] as const,
  ]);
const TIMES = ofTimes(TIMES_MOST, TIMES_LEAST);
const TIMES_OF_NAMED = ofTimes(NAMED_MOST, NAMED_LEAST);
const TIMES_WITH_NAME = ofTimes(NAMED_HIGHEST, NAMED_LOWEST);

/** Each month by itself, not one of them on average. */
const MONTHS_ASKED = patterns('in which|what months', 'which|what months');
const MONTHLY = patterns(
  'for|in each|every month',
  'each month of',
  'month by month',
  'by month',
  'for each of the months',
);

/** How what is spent goes: told by what each month came to. */
const TRENDS = patterns(
  'trend|trends|trending',
  'over time',
  'over the months',
  'how .. changed|changing|developed|developing|evolved|evolving|going|gone',
  'how ... changed|changing|developed|developing|evolved|evolving',
  'going|gone|goes|go|creeping|crept up|down',
  'getting|gotten|become|becoming more|less expensive|costly',
  'getting|gotten higher|lower|cheaper|dearer',
  'rising|falling|increasing|decreasing|climbing|dropping|growing|shrinking',
  'up or down',
);
export function findMoneyTrend(words: WordUse, { amount }: Subject): boolean {
  const found = amount === undefined ? undefined : words.longest(TRENDS);
  if (found === undefined) return false;
  words.take(found);
  for (let more = words.longest(TRENDS); more !== undefined; more = words.longest(TRENDS)) words.take(more);
  return true;
}

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
    ['month', MONTHS_ASKED],
    ['month', isTimed ? MONTHLY : []],
    ...subject.entities.map((kind) => [kind, kind.each] as const),
  ];
  for (const [of, forms] of asked) {
    const longest = words.longest(forms);
    // "Which month had the most?" asks for one of them.
    const isOne = longest?.some((at) => words.tokens[at]?.word === 'month') && forms === MONTHS_ASKED;
    if (longest === undefined || isOne) continue;
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
): FoundShare | undefined {
  const isEvent = isOfEvents(subject);
  if (subject.amount === undefined && !isEvent) return undefined;
  // "Which store do I go to the most?" asks how often, and not how much.
  if (!isEvent && GOING_MOST.test(joinedWords(words.tokens))) return undefined;
  const isSummed = words.tokens.some(({ word }) => SUMMED.has(word));
  const asked: readonly (readonly [ShareOf, Share['isLeast'], readonly Pattern[]])[] = [
    ...(isEvent || subject.date === undefined ? [] : TIMES),
    ...(isSummed ? TIMES_OF_NAMED : []),
    ...(!isEvent && (isSummed || known.length > 0) ? TIMES_WITH_NAME : []),
    ...subject.entities.map((kind) => [kind, false, kind.most] as const),
  ];
  for (const [of, isLeast, forms] of asked) {
    const isTime = typeof of === 'string';
    if (!isTime && known.some(({ kind }) => kind === of)) continue;
    const found = forms
      .flatMap((pattern) => {
        const indices = findPattern(pattern, words.tokens, words.free);
        return indices === undefined || (!isTime && isDearest(words, indices)) ? [] : [indices];
      })
      .sort((a, b) => b.length - a.length);
    const [longest] = found;
    if (longest === undefined) continue;
    words.take(longest);
    return { of, isLeast, indices: longest };
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
