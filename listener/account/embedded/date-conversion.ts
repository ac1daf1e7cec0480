import type { QmText } from '../text.ts';
import { numberOf } from './decimal-conversion.ts';

/** A date conversion such as `D`, `D2`, `D4-YMD` or `D/E`. */
export interface DateConversion {
  readonly kind: 'date';
  readonly yearDigits: 2 | 4;
  /** Undefined: the default `03 OCT 2022`. */
  readonly separator: string | undefined;
  /** The order of the parts, for example `YMD`. */
  readonly order: string;
}

const MONTHS = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;
const DAY = 86_400_000;
/** QM's day 0. */
const EPOCH = Date.UTC(1967, 11, 31);
/** The largest day number that JavaScript's calendar supports, positive and negative. */
const MAX_DAY = 90_000_000;
/** The first year of the century that two-digit years belong to (QM's YEARBASE). */
const YEAR_BASE = 1930;

/** Parses a date conversion; undefined if this account does not support the code. */
export function dateConversion(code: string): DateConversion | undefined {
  const match = /^D([24]?)([^A-Z0-9]?)(E|[DMY]{1,3}|)$/.exec(code.toUpperCase());
  if (match === null) return undefined;
  const [, digits, separator = '', letters = ''] = match;
  if (new Set(letters).size !== letters.length) return undefined;
  const plain = separator === '' && (letters === '' || letters === 'E');
  return {
    kind: 'date',
    yearDigits: digits === '2' ? 2 : 4,
    separator: plain ? undefined : separator || ' ',
    order: letters === 'E' ? 'DMY' : letters || 'MDY',
  };
}

/** The day number of a calendar day; `month` from 1. Days past the month's end run into the next one. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.round((new Date(0).setUTCFullYear(year, month - 1, day) - EPOCH) / DAY);
}

/** An internal date as text. A value that is no number is returned unchanged. */
export function dateToText(value: QmText, conversion: DateConversion): QmText {
  const number = numberOf(value);
  if (number === undefined || Math.abs(number) > MAX_DAY) return value;
  const date = new Date(EPOCH + Math.trunc(number) * DAY);
  const year = String(date.getUTCFullYear()).padStart(4, '0').slice(-conversion.yearDigits);
  const month = date.getUTCMonth();
  const day = String(date.getUTCDate()).padStart(2, '0');
  if (conversion.separator === undefined) return `${day} ${MONTHS[month]?.slice(0, 3)} ${year}`;
  const parts: Record<string, string> = { Y: year, M: String(month + 1).padStart(2, '0'), D: day };
  return Array.from(conversion.order, (part) => parts[part]).join(conversion.separator);
}

/**
 * Converts a date as people write it to QM's day number; the empty text if it is none. Parts may be separated by anything
 * or nothing; a month may be a name; omitted parts default to the first day, January and `thisYear`.
 */
export function dateFromText(text: QmText, conversion: DateConversion, thisYear: number): QmText {
  const parts: { D?: number; M?: number; Y?: number } = {};
  let order = conversion.order;
  let rest = text;
  for (let index = 0; index < order.length; index += 1) {
    if (index > 0) rest = rest.replace(/^[^A-Za-z0-9]+/, '');
    if (rest === '') break;
    const name = /^[A-Za-z]{1,9}/.exec(rest)?.[0];
    if (name !== undefined) {
      const month = MONTHS.findIndex((candidate) => candidate.startsWith(name.toUpperCase())) + 1;
      if (name.length < 3 || month === 0) return '';
      if (order[index] === 'D') {
        // A month's name in the place of the day: day and month are swapped.
        if (parts.M !== undefined) parts.D = parts.M;
        order = Array.from(order, (part) => (part === 'D' ? 'M' : part === 'M' ? 'D' : part)).join('');
      }
      parts.M = month;
      rest = rest.slice(name.length);
      continue;
    }
    const part = order[index] as 'D' | 'M' | 'Y';
    const digits = (part === 'Y' ? /^\d{1,4}/ : /^\d{1,2}/).exec(rest)?.[0];
    if (digits === undefined) return '';
    parts[part] = part === 'Y' && digits.length === 2 ? century(Number(digits)) : Number(digits);
    rest = rest.slice(digits.length);
  }
  if (text === '' || !/^ *$/.test(rest)) return '';
  const { D: day = 1, M: month = 1, Y: year = thisYear } = parts;
  return day < 1 || month < 1 || month > 12 ? '' : String(dayNumber(year, month, day));
}

function century(year: number): number {
  return year < YEAR_BASE % 100
    ? YEAR_BASE - (YEAR_BASE % 100) + 100 + year
    : YEAR_BASE - (YEAR_BASE % 100) + year;
}
