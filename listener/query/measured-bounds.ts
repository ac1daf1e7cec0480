import type { Row } from '../../contract/hal.ts';
import { textOf } from '../account/text.ts';
import { patterns } from './core-words.ts';
import type { Told } from './items.ts';
import { findPattern } from './pattern.ts';
import type { Query, Way } from './query.ts';
import { periodOf } from './scope.ts';
import { formatDate, formatSome } from './spoken.ts';
import type { Measure } from './subject-table.ts';
import type { WordUse } from './word-use.ts';
import type { Token } from './words.ts';

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
    'higher|heavier',
    'put|putting on',
  ),
  down: patterns(
    'down',
    'lose|losing|lost',
    'fall|falling|fallen|fell',
    'drop|dropped|dropping',
    'loss',
    'decrease|decreased|decreasing',
    'lower|lighter',
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

/** @param changes of each part of the measure, in its unit; @returns how the answer begins */
export function trendBeginning(way: Way | undefined, changes: readonly number[]): string {
  const is = (change: (value: number) => boolean) => changes.every(change);
  const isSame = is((value) => value === 0);
  const [isUp, isDown] = [is((value) => value > 0), is((value) => value < 0)];
  // Of two figures, as of a blood pressure, one may have risen and the other fallen.
  if (way === undefined || !(isSame || isUp || isDown)) return '';
  const yes = { up: isUp, down: isDown, any: !isSame, none: isSame }[way];
  // Nothing that is measured stays exactly the same; whether it is stable is a judgement.
  if (way === 'none' && !yes) return '';
  return yes ? 'Yes. ' : 'No. ';
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

/** @param rows with a reading, newest first; one at least @param said a reading as it is said */
export function tellBounded(
  query: Query,
  measure: Measure,
  rows: readonly Row[],
  said: (row: Row) => string,
): Told {
  const { over, under, subject, yesNo, period, tense, operation } = query;
  const [field = ''] = measure.fields;
  const of = (row: Row) => Number(textOf(row, field));
  const fits = (row: Row) =>
    (over === undefined || of(row) > over) && (under === undefined || of(row) < under);
  const [newest] = rows;
  const bound = [
    ...(over === undefined ? [] : [`over ${over}`]),
    ...(under === undefined ? [] : [`under ${under}`]),
  ].join(' and ');
  const on = (row: Row) => `${said(row)} on ${formatDate(textOf(row, subject.date ?? ''))}`;
  const scope = periodOf(query);
  // "Is my blood pressure over 140?" is asked of the latest one.
  if (yesNo && period === undefined && tense !== 'past' && newest !== undefined && operation === 'exists') {
    const is = fits(newest);
    return {
      text: `${is ? 'Yes' : 'No'}. Your latest ${measure.label} is ${is ? '' : 'not '}${bound}: ${on(newest)}.`,
      rows: [newest],
      count: 1,
    };
  }
  const found = rows.filter(fits);
  if (operation === 'count' || operation === 'times') {
    const { length } = found;
    const number = length === 1 ? 'is one measurement' : `are ${length === 0 ? 'no' : length} measurements`;
    return { text: `There ${number} of your ${measure.label} ${bound}${scope}.`, rows: [], count: length };
  }
  if (found.length === 0) {
    const [top] = [...rows].sort((a, b) => (over === undefined ? of(a) - of(b) : of(b) - of(a)));
    const extreme = over === undefined ? 'lowest' : 'highest';
    const was = top === undefined ? '' : ` The ${extreme} was ${on(top)}.`;
    return {
      text: `${yesNo ? 'No. ' : ''}Your ${measure.label} was never ${bound}${scope}.${was}`,
      rows: top === undefined ? [] : [top],
      count: 0,
    };
  }
  const times = found.length === 1 ? 'once' : `${found.length} times`;
  return {
    text: `${yesNo ? 'Yes. ' : ''}Your ${measure.label} was ${bound} ${times}${scope}: ${formatSome(found.map(on))}.`,
    rows: found,
    count: found.length,
  };
}
