import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { describeBounds, isWithin } from '../meaning/bounds.ts';
import type { Query, Way } from '../meaning/query.ts';
import type { Measure } from '../table/subject-table.ts';
import { formatDate, formatSome } from '../words/format-values.ts';
import type { Told } from './items.ts';
import { periodOf } from './scope.ts';

/** Answers about measurements over or under a number, and about which way one has gone. */

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

/** "Did I lose more than ten pounds?": undefined where no number says by how much. */
export function changeBeginning(
  { way, over, under, isInclusive }: Pick<Query, 'way' | 'over' | 'under' | 'isInclusive'>,
  [change = 0]: readonly number[],
): string | undefined {
  if ((over ?? under) === undefined || (way !== 'up' && way !== 'down' && way !== 'any')) return undefined;
  const size = way === 'any' ? Math.abs(change) : way === 'up' ? change : -change;
  // "At least nine" and "more than nine" are read as the same number: of exactly nine neither is said.
  if (isInclusive !== true && (size === over || size === under)) return '';
  const is = size > 0 && isWithin(size, { over, under, isInclusive });
  return is ? 'Yes. ' : 'No. ';
}

/** @param rows with a reading, newest first; one at least @param said a reading as it is said */
export function tellBounded(
  query: Query,
  measure: Measure,
  rows: readonly Row[],
  said: (row: Row) => string,
): Told {
  const { over, subject, yesNo, period, tense, operation, order } = query;
  const [field = ''] = measure.fields;
  const of = (row: Row) => Number(textOf(row, field));
  const fits = (row: Row) => isWithin(of(row), query);
  const newest = order === 'first' ? rows.at(-1) : rows[0];
  const bound = describeBounds(query, String);
  const on = (row: Row) => `${said(row)} on ${formatDate(textOf(row, subject.date ?? ''))}`;
  const scope = periodOf(query);
  // "Is my blood pressure over 140?" is asked of the latest one, as "was it the last time?" is.
  const isOfOne = order === 'last' || order === 'first' || period?.near !== undefined;
  const isOfNow = period === undefined && tense !== 'past';
  if (yesNo && newest !== undefined && operation === 'exists' && (isOfOne || isOfNow)) {
    const is = fits(newest);
    const which = period?.near === undefined ? (order === 'first' ? 'first' : 'latest') : 'nearest';
    const verb = isOfOne && tense === 'past' ? 'was' : 'is';
    return {
      text: `${is ? 'Yes' : 'No'}. Your ${which} ${measure.label}${which === 'nearest' ? ` measurement${scope}` : scope} ${verb} ${is ? '' : 'not '}${bound}: ${on(newest)}.`,
      rows: [newest],
      count: 1,
    };
  }
  const all = rows.filter(fits);
  // "When did I first get under 185?"
  const found =
    !yesNo && order === 'first' ? all.slice(-1) : !yesNo && order === 'last' ? all.slice(0, 1) : all;
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
  if (found !== all) {
    const [one] = found;
    const said = one === undefined ? '' : on(one);
    return { text: `Your ${measure.label} was ${order} ${bound}${scope}: ${said}.`, rows: found, count: 1 };
  }
  const times = found.length === 1 ? 'once' : `${found.length} times`;
  return {
    text: `${yesNo ? 'Yes. ' : ''}Your ${measure.label} was ${bound} ${times}${scope}: ${formatSome(found.map(on))}.`,
    rows: found,
    count: found.length,
  };
}
