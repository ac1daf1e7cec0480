import { groupThousands, trimEnd } from '../../../lib/text.ts';
import type { QmText } from '../text.ts';

/** A masked decimal conversion: `MD2`, `MD20`, `MD2,$`, `MD2Z`, `MD2P`. */
export interface DecimalConversion {
  readonly kind: 'decimal';
  readonly places: number;
  /** The stored number is this many powers of ten larger. */
  readonly scale: number;
  readonly thousands: boolean;
  readonly currency: boolean;
  /** A value with a point is not scaled. */
  readonly pointMeansUnscaled: boolean;
  readonly emptyZero: boolean;
}

/** Parses a decimal conversion; undefined if this account does not support the code. */
export function decimalConversion(code: string): DecimalConversion | undefined {
  const match = /^MD(\d?)(\d?)([,$]*)(P?)(Z?)$/.exec(code.toUpperCase());
  if (match === null) return undefined;
  const [, places = '', scale = '', marks = '', point, zero] = match;
  return {
    kind: 'decimal',
    places: Number(places),
    scale: Number(scale === '' ? places : scale),
    thousands: marks.includes(','),
    currency: marks.includes('$'),
    pointMeansUnscaled: point === 'P',
    emptyZero: zero === 'Z',
  };
}

/** A stored number as text, rounded half away from zero. A value that is no number is returned unchanged. */
export function decimalToText(value: QmText, conversion: DecimalConversion): QmText {
  const decimal = decimalOf(value);
  if (decimal === undefined) return value;
  const unscaled = conversion.pointMeansUnscaled && value.includes('.');
  const shift = conversion.places - (unscaled ? 0 : conversion.scale);
  const units = roundedUnits(decimal.whole, decimal.fraction, shift);
  if (units === 0n && conversion.emptyZero) return '';
  const digits = units.toString().padStart(conversion.places + 1, '0');
  const cut = digits.length - conversion.places;
  const whole = conversion.thousands ? groupThousands(digits.slice(0, cut)) : digits.slice(0, cut);
  const fraction = conversion.places > 0 ? `.${digits.slice(cut)}` : '';
  return `${decimal.negative && units > 0n ? '-' : ''}${conversion.currency ? '$' : ''}${whole}${fraction}`;
}

/**
 * Converts an amount as people write it to the stored number: commas, spaces and a `$` are dropped, a minus may lead or
 * follow, brackets mean minus, digits past the scale round up from 5. The empty text if it is no amount.
 */
export function decimalFromText(text: QmText, conversion: DecimalConversion): QmText {
  const plain = text.replace(/[$, ]/g, '');
  const match = /^(?:([+-])|[(<](?=.*[)>]$))?(\d*)(?:\.(\d*))?/.exec(plain);
  const [lead = '', sign, whole = '', fraction] = match ?? [];
  if (whole === '' && fraction === undefined) return '';
  const negative = sign === '-' || /^[(<]/.test(lead) || /(?:-|cr|db)$/i.test(plain);
  const units = roundedUnits(whole, fraction ?? '', conversion.scale);
  return `${negative ? '-' : ''}${units}`;
}

/** The unsigned number times 10^shift as an integer, rounded half up. */
export function roundedUnits(whole: string, fraction: string, shift: number): bigint {
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point < 0) return 0n;
  const kept = digits.slice(0, point).padEnd(point, '0');
  const roundsUp = (digits[point] ?? '0') >= '5';
  return BigInt(kept || '0') + (roundsUp ? 1n : 0n);
}

const NUMBER = /^ *([+-]?)(\d*)(?:\.(\d*))?$/;

/** A decimal number split into its sign and the digits before and after the point. */
interface Decimal {
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
