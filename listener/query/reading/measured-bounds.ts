import type { Way } from '../meaning/query.ts';
import type { Measure } from '../table/subject-table.ts';
import { patterns } from '../words/core-words.ts';
import { findPattern } from '../words/pattern.ts';
import type { Token } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

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
  any: patterns('change|changed|changing', 'up or down', 'higher or lower', 'better or worse'),
  up: patterns(
    'up',
    'gain|gained|gaining',
    'rise|rising|risen|rose',
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

/** Which way is asked for; undefined where no word says so, or more than one do. */
export function wayOf(tokens: readonly Token[]): Way | undefined {
  const has = (way: Way) => WAYS[way].some((one) => findPattern(one, tokens, () => true) !== undefined);
  if (has('none')) return 'none';
  if (has('any')) return 'any';
  const [up, down] = [has('up'), has('down')];
  return up === down ? undefined : up ? 'up' : 'down';
}

/** Words around a bound: "did it ever go above 101". */
export function takeReaching(words: WordUse): void {
  for (const pattern of REACHING) words.use(findPattern(pattern, words.tokens, words.free) ?? []);
}

/** A bound of two figures is meant of the upper one, and only where it can be of no other. */
export function isBoundOfOne({ fields }: Measure, bound: number): boolean {
  return fields.length === 1 || bound >= UPPER_ONLY;
}
const UPPER_ONLY = 110;
