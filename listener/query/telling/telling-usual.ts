import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { BesideUsual } from '../meaning/query.ts';
import type { Measure, Subject } from '../table/subject-table.ts';
import { formatDate } from '../words/format-values.ts';
import type { Told } from './items.ts';

/** The latest measurement, or a number that was said, beside the average of those before it. */

/** The mean of measured values, to one decimal. */
export function meanOf(values: readonly number[]): number {
  return Math.round((values.reduce((all, one) => all + one, 0) / Math.max(1, values.length)) * 10) / 10;
}

/**
 * @param rows with a reading, newest first
 * @param said a reading as it is said
 */
export function tellBesideUsual(
  { asked, value }: BesideUsual,
  { subject, measure, unit }: { readonly subject: Subject; readonly measure: Measure; readonly unit: string },
  [newest, ...earlier]: readonly [Row, ...Row[]],
  said: (row: Row) => string,
): Told {
  const before = value === undefined ? earlier : [newest, ...earlier];
  const on = (row: Row) => `${said(row)} on ${formatDate(textOf(row, subject.date ?? ''))}`;
  if (before.length < MIN_MEASUREMENTS) {
    const text = `I have too few ${measure.label} measurements to say what is usual: the latest is ${on(newest)}.`;
    return { text, rows: [newest], count: 1 };
  }
  const means = measure.fields.map((field) => meanOf(before.map((row) => Number(textOf(row, field)))));
  const now = measure.fields.map((field) => value ?? Number(textOf(newest, field)));
  const differences = now.map((one, index) => one - (means[index] ?? 0));
  const is = (fits: (difference: number) => boolean) => differences.every(fits);
  const way = is((one) => one > 0) ? 'above' : is((one) => one < 0) ? 'below' : undefined;
  // Of two figures one may be above and the other below, which is neither.
  const isEqual = is((one) => one === 0);
  const yes = way === (asked === 'more' ? 'above' : 'below');
  const lead = way === undefined && !isEqual ? '' : yes ? 'Yes. ' : 'No. ';
  const which = value === undefined ? `Your latest ${measure.label}, ${on(newest)},` : `${value}${unit}`;
  const average = `your average of ${means.join('/')}${unit} over the ${before.length} measurements${value === undefined ? ' before it' : ''}`;
  const text =
    way === undefined && !isEqual
      ? `${which} stands beside ${average}.`
      : `${lead}${which} is ${isEqual ? 'the same as' : way} ${average}.`;
  return { text, rows: value === undefined ? [newest] : [], count: 1 };
}
/** Of fewer nothing can be called usual. */
const MIN_MEASUREMENTS = 3;
