import { trimEnd } from '../../../lib/text.ts';
import type { QmText } from '../text.ts';

const NUMBER = /^ *([+-]?)(\d*)(?:\.(\d*))?$/;

/** A decimal number as text holds it: sign, digits before the point, digits after it. */
export interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/**
 * The decimal number a text stands for, by QM's rule: an optional sign, digits and at most one point, spaces around
 * it; no exponent, and over 15 digits before the point are no number. The empty text is none either.
 */
export function decimalOf(text: QmText): Decimal | undefined {
  const match = NUMBER.exec(trimEnd(text, ' '));
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction] = match;
  if ((whole === '' && fraction === undefined) || whole.length > 15) return undefined;
  return { negative: sign === '-', whole, fraction: fraction ?? '' };
}

export function numberOf(text: QmText): number | undefined {
  const decimal = decimalOf(text);
  if (decimal === undefined) return undefined;
  const size = Number(`0${decimal.whole}.${decimal.fraction}0`);
  return decimal.negative ? -size : size;
}

/** In comparisons QM takes a text for a number only if no space is around it and a digit in it. */
const COMPARABLE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** QM's order of two values: as numbers where both are numbers, else byte by byte; the empty value comes first. */
export function compareValues(a: QmText, b: QmText): number {
  if (a === b) return 0;
  if (a === '') return -1;
  if (b === '') return 1;
  const left = COMPARABLE.test(a) && COMPARABLE.test(b) ? numberOf(a) : undefined;
  const right = left === undefined ? undefined : numberOf(b);
  if (left !== undefined && right !== undefined) return left - right;
  return a < b ? -1 : 1;
}
