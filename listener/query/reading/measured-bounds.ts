import type { Bounds } from '../meaning/bounds.ts';
import type { Way } from '../meaning/query.ts';
import type { Measure, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import {
  AT_LEAST,
  AT_MOST,
  CURRENCY,
  DOLLARS,
  EXTREME_OF,
  type Order,
  OVER,
  UNDER,
} from '../words/asked-words.ts';
import { FARING, MEASURING } from '../words/beside-words.ts';
import { patterns } from '../words/core-words.ts';
import { findEvery, findPattern, hasAny, type Pattern } from '../words/pattern.ts';
import { joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { stem } from '../words/tokenize.ts';
import { range, type WordUse } from '../words/word-use.ts';
import { takeUnit } from './unit-said.ts';

/** Measurements over or under a number, and which way one is asked to have gone. */

/** What a measurement does to be over a number; it changes nothing beside one. */
const REACHING = patterns(
  'go|goes|went|gone|going',
  'get|got|gotten',
  'climb|climbed|rise|risen|rose',
  'drop|dropped|fall|fell|fallen',
  'hit|reach|reached',
  'ever been',
);

const WAYS = {
  none: patterns('stable|steady|unchanged|same'),
  any: patterns('change|changed|changing'),
  up: patterns(
    'up',
    'gain|gained|gaining',
    'rise|rising|risen|rose',
    'raise|raised|raising',
    'increase|increased|increasing',
    'climb|climbed|climbing',
    'higher|heavier|fatter|bigger',
    'put|putting on',
  ),
  down: patterns(
    'down',
    'lose|losing|lost',
    'fall|falling|fallen|fell',
    'drop|dropped|dropping',
    'loss',
    'decrease|decreased|decreasing',
    'lower|lighter|thinner|slimmer|skinnier|leaner',
  ),
} as const;

const EITHER_WAY = patterns(
  'up|down or down|up',
  'rising|falling|climbing|dropping or falling|rising|dropping|climbing',
  'increasing|decreasing or decreasing|increasing',
  'gaining|losing or losing|gaining',
  'higher|lower or lower|higher',
  'better|worse or worse|better',
);

/** "Going up or down?": which of the two it is, and neither Yes nor No. */
export function asksWhichWay(tokens: readonly Token[]): boolean {
  return hasAny(EITHER_WAY, tokens);
}

/** Which way is asked for; undefined where no word says so, or more than one do. */
export function wayOf(tokens: readonly Token[]): Way | undefined {
  const has = (way: Way) => WAYS[way].some((one) => findPattern(one, tokens, () => true) !== undefined);
  if (has('none')) return 'none';
  if (has('any')) return 'any';
  const [up, down] = [has('up'), has('down')];
  return up === down ? undefined : up ? 'up' : 'down';
}

/** What is done to measure, and the month or year that the highest or lowest one was in: its day says it. */
export function takeMeasuring(words: WordUse, measures: readonly Measure[], order: Order | undefined): void {
  takeUnit(words, measures);
  if (order === 'max' || order === 'min') words.use(words.spread(EXTREME_OF));
  if (wordAt(words.tokens, 0) === 'how') words.use(words.spread(FARING));
  for (const pattern of MEASURING)
    for (const match of findEvery(pattern, words.tokens, words.free)) words.use(match);
}

/** Words around a bound: "did it ever go above 101". */
function takeReaching(words: WordUse): void {
  for (const pattern of REACHING) words.use(findPattern(pattern, words.tokens, words.free) ?? []);
}

/** A bound of two figures is meant of the upper one, and only where it can be of no other. */
function isBoundOfOne({ fields }: Measure, bound: number): boolean {
  return fields.length === 1 || bound >= UPPER_ONLY;
}
const UPPER_ONLY = 110;

/** A number of kilograms bounds no reading in pounds. */
function isItsUnit({ unit }: Measure, said: string): boolean {
  const kind = UNITS.find((one) => one.test(said));
  return kind === undefined || unit === '' || kind.test(unit.toLowerCase());
}
const UNITS = [/^(?:lbs?|pounds?)$/, /^(?:kgs?|kilos?|kilograms?)$/];

/** "Was my temperature over 38?" of readings in Fahrenheit: every one was, and that is not what was asked. */
function isOfScale({ unit }: Measure, bound: number): boolean {
  if (unit === '°F') return bound >= BETWEEN_SCALES;
  return unit !== '°C' || bound < BETWEEN_SCALES;
}
/** Higher than any temperature of a body in Celsius, and lower than any in Fahrenheit. */
const BETWEEN_SCALES = 60;

/** "By more than ten", "lost over ten pounds". @returns whether it does; the word that says so is used */
function asksOfChange(words: WordUse): boolean {
  const at = words.tokens.findIndex(
    ({ word }, index) => word === 'by' && BOUNDING.has(wordAt(words.tokens, index + 1)),
  );
  if (at >= 0) words.use([at]);
  return (
    at >= 0 || words.tokens.some(({ word }) => isAnyOf(word, 'lose losing lost gain gained gaining shed'))
  );
}
const BOUNDING = new Set('more less over under at fewer above below upwards'.split(' '));

const REACHED = new Set('gone got gotten dropped fallen risen climbed hit reached exceeded been'.split(' '));

interface FoundBounds extends Bounds {
  /** Whether it is asked if they were ever reached. */
  readonly isReached?: boolean;
}

export function findBounds(words: WordUse, subject: Subject, measures: readonly Measure[]): FoundBounds {
  const [only] = measures;
  if (subject.measures.length > 0 && measures.length === 0) return boundsOfOne(words);
  if (subject.amount === undefined && (only === undefined || measures.length > 1))
    return { over: undefined, under: undefined };
  // "Did it drop by more than ten?" bounds the change, and not the readings.
  const isChange = only !== undefined && asksOfChange(words);
  const fits = (bound: number, unit: string) =>
    only === undefined
      ? !CURRENCY.has(stem(unit)) || DOLLARS.has(stem(unit))
      : (isChange || (isBoundOfOne(only, bound) && isOfScale(only, bound))) && isItsUnit(only, unit);
  const found = boundsIn(words, fits);
  if (only === undefined || (found.over ?? found.under) === undefined) return found;
  if (isChange) return found;
  takeReaching(words);
  const [first] = words.tokens;
  // "Has my pulse dropped below 72?": at any time.
  const isReached =
    (isAnyOf(wordOf(first), 'has have') && words.tokens.some(({ word }) => REACHED.has(word))) ||
    words.tokens.some(({ word }) => word === 'ever');
  return isReached ? { ...found, isReached } : found;
}

/**
 * "When did I first get under 185?": a measure that is not named. Which it can be only its readings say, so it is told
 * of the one that was ever near the number.
 */
function boundsOfOne(words: WordUse): Bounds {
  const none = { over: undefined, under: undefined };
  const text = joinedWords(words.tokens);
  if (!OWN_BOUND.test(text)) return none;
  const isPlain = (bound: number) => bound >= LEAST_UNNAMED;
  const found = boundsIn(words, isPlain);
  if ((found.over ?? found.under) === undefined) return none;
  takeReaching(words);
  return found;
}
/** Lower numbers may be of anything. */
const LEAST_UNNAMED = 90;
const OWN_BOUND =
  /\b(?:have|did|was|am) (?:i|we) (?:(?:ever|first|last|finally|still|now|back|get|got|gotten|go|gone|drop|dropped|fall|fallen|be|been|hit|come|down|up|to) )*(?:under|below|over|above|less than|more than|beneath|past)\b/;

type Fits = (bound: number, unit: string) => boolean;

function boundsIn(words: WordUse, fits: Fits): Bounds {
  const between = findBetween(words, fits);
  if (between !== undefined) return between;
  const [least, most] = [findBound(words, AT_LEAST, fits), findBound(words, AT_MOST, fits)];
  if ((least ?? most) !== undefined) return { over: least, under: most, isInclusive: true };
  return { over: findBound(words, OVER, fits), under: findBound(words, UNDER, fits) };
}

/** "Between 50 and 100 dollars". */
function findBetween(words: WordUse, fits: Fits): Bounds | undefined {
  const at = words.tokens.findIndex(({ word }, index) => word === 'between' && words.free(index));
  if (at < 0) return undefined;
  const low = numberAt(words, at + 1);
  const and = low === undefined ? -1 : at + 1 + low.length;
  const high = wordAt(words.tokens, and) === 'and' ? numberAt(words, and + 1) : undefined;
  if (low === undefined || high === undefined || low.value >= high.value) return undefined;
  const end = and + 1 + high.length;
  if (!fits(low.value, '') || !fits(high.value, wordAt(words.tokens, end - 1))) return undefined;
  words.use(range(at, end - at));
  return { over: low.value, under: high.value, isInclusive: true };
}

const NUMBER = /^\$?(\d+|\d{1,3}(?:,\d{3})+)((?:\.\d+)?)(k?)$/;

/** A number, with a word of its unit where one follows. */
function numberAt(
  words: WordUse,
  at: number,
): { readonly value: number; readonly length: number } | undefined {
  const said = NUMBER.exec(wordAt(words.tokens, at));
  if (said === null || !words.free(at)) return undefined;
  const value = Number(`${said[1]?.replaceAll(',', '')}${said[2]}`) * (said[3] === 'k' ? 1000 : 1);
  const unit = CURRENCY.has(words.tokens[at + 1]?.stem ?? '') && words.free(at + 1) ? 1 : 0;
  return { value, length: 1 + unit };
}

function findBound(words: WordUse, patterns: readonly Pattern[], fits: Fits): number | undefined {
  for (const pattern of patterns) {
    for (const indices of findEvery(pattern, words.tokens, words.free)) {
      const behind = (indices.at(-1) ?? 0) + 1;
      // "Over a hundred".
      const article = words.tokens[behind]?.word === 'a' ? 1 : 0;
      const at = behind + article;
      const found = numberAt(words, at);
      if (found === undefined || !fits(found.value, wordAt(words.tokens, at + 1))) continue;
      words.use([...indices, ...(article === 1 ? [behind] : []), ...range(at, found.length)]);
      return found.value;
    }
  }
  return undefined;
}

/**
 * "My previous weight": the one before the latest, where of visits it is the latest of those that are over. "My previous three" are
 * the latest three.
 */
export function passedOver(
  { measures }: Subject,
  order: { readonly indices: readonly number[]; readonly skip?: number } | undefined,
  tokens: readonly Token[],
  limit: number | undefined,
): number {
  const isPrevious =
    limit === undefined &&
    measures.length > 0 &&
    order?.indices.some((at) => isAnyOf(wordAt(tokens, at), 'previous prior'));
  return order?.skip ?? (isPrevious === true ? 1 : 0);
}
