import { trimEnd } from '../../../lib/text.ts';
import type { QmText } from '../text.ts';

const NUMBER = /^ *([+-]?)(\d*)(?:\.(\d*))?$/;

/** A decimal number split into its sign and the digits before and after the point. */
export interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/**
 * Parses a decimal number by QM's rules: an optional sign, digits and at most one point, spaces around it; no exponent.
 * A text with more than 15 digits before the point is no number, nor is the empty text.
 */
export function decimalOf(text: QmText): Decimal | undefined {
  const match = NUMBER.exec(trimEnd(text, ' '));
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction] = match;
  if ((whole === '' && fraction === undefined) || whole.length > 15) return undefined;
  return { negative: sign === '-', whole, fraction: fraction ?? '' };
}

/** The number that a text represents; undefined if it is not a number in QM's sense. */
export function numberOf(text: QmText): number | undefined {
  const decimal = decimalOf(text);
  if (decimal === undefined) return undefined;
  const size = Number(`0${decimal.whole}.${decimal.fraction}0`);
  return decimal.negative ? -size : size;
}

/** In comparisons QM treats a text as a number only if it has a digit and no spaces around it. */
const COMPARABLE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Compares two values as QM does: as numbers if both are, otherwise byte by byte; the empty value comes first. */
export function compareValues(a: QmText, b: QmText): number {
  if (a === b) return 0;
  if (a === '') return -1;
  if (b === '') return 1;
  const left = COMPARABLE.test(a) && COMPARABLE.test(b) ? numberOf(a) : undefined;
  const right = left === undefined ? undefined : numberOf(b);
  if (left !== undefined && right !== undefined) return left - right;
  return a < b ? -1 : 1;
}
