import { MARK, type QmText } from '../text.ts';
import { type DateConversion, dateConversion, dateFromText, dateToText } from './date-conversion.ts';
import {
  type DecimalConversion,
  decimalConversion,
  decimalFromText,
  decimalToText,
  numberOf,
} from './decimal-conversion.ts';

/** A time conversion: `MT`, `MTS`, `MTH`, `MTHS`, optionally followed by a separator. */
export interface TimeConversion {
  readonly kind: 'time';
  readonly seconds: boolean;
  /** Twelve hours, with `am` or `pm`. */
  readonly halves: boolean;
  readonly separator: string;
}

/** Parses a time conversion; undefined if the code is none. */
export function timeConversion(code: string): TimeConversion | undefined {
  const match = /^MT(H?)(S?)([^A-Z0-9]?)$/.exec(code.toUpperCase());
  if (match === null) return undefined;
  return { kind: 'time', halves: match[1] === 'H', seconds: match[2] === 'S', separator: match[3] || ':' };
}

/** Seconds since midnight as text. A value that is no number is returned unchanged (QM aborts the statement there). */
export function timeToText(value: QmText, conversion: TimeConversion): QmText {
  const number = numberOf(value);
  if (number === undefined) return value;
  const total = Math.trunc(number);
  const hours = Math.trunc(total / 3600);
  const shown = conversion.halves ? hours % 12 || 12 : hours;
  const parts = [shown, Math.trunc(total / 60) % 60];
  if (conversion.seconds) parts.push(total % 60);
  const text = parts.map((part) => String(part).padStart(2, '0')).join(conversion.separator);
  return conversion.halves ? text + (hours % 24 < 12 ? 'am' : 'pm') : text;
}

/** The longest time that QM reads, in characters. */
const MAX_TIME_LENGTH = 11;

/**
 * Converts a time as people write it (`9`, `9:30`, `09.30.15`, `9:30 pm`) to seconds since midnight; the empty text if it
 * is none. As in QM, `12:00am` is noon, hours past 23 are accepted and text after the time is ignored.
 */
export function timeFromText(text: QmText): QmText {
  const match = /^ *(\d+)(?:[^AaPp\d](\d*))?(?:[^AaPp\d](\d*))?[^AaPp]?([AaPp][Mm]?)?/.exec(text);
  if (match === null || text.length > MAX_TIME_LENGTH) return '';
  const [, hours, minutes = '', seconds = '', half = ''] = match;
  const isAfternoon = /^p/i.test(half) && Number(hours) < 12;
  if (Number(minutes) > 59 || Number(seconds) > 59) return '';
  return String((Number(hours) + (isAfternoon ? 12 : 0)) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** A parsed conversion code of a dictionary. */
export type Conversion =
  | DateConversion
  | TimeConversion
  | DecimalConversion
  | { readonly kind: 'case'; readonly upper: boolean };

/** Parses a code; undefined if this account does not support it. */
export function conversionOf(code: QmText): Conversion | undefined {
  if (/^MC[UL]$/i.test(code)) return { kind: 'case', upper: /u$/i.test(code) };
  return dateConversion(code) ?? timeConversion(code) ?? decimalConversion(code);
}

/** Converts a stored value to its printed form. The empty value stays empty. */
export function toShown(value: QmText, conversion: Conversion | undefined): QmText {
  if (conversion === undefined || value === '') return value;
  switch (conversion.kind) {
    case 'date':
      return dateToText(value, conversion);
    case 'time':
      return timeToText(value, conversion);
    case 'decimal':
      return decimalToText(value, conversion);
    case 'case':
      return conversion.upper ? upper(value) : lower(value);
  }
}

/** The same for each value and subvalue of a multivalued field. */
export function eachToShown(values: QmText, conversion: Conversion | undefined): QmText {
  if (conversion === undefined) return values;
  return values
    .split(MARK.value)
    .map((value) =>
      value
        .split(MARK.subvalue)
        .map((part) => toShown(part, conversion))
        .join(MARK.subvalue),
    )
    .join(MARK.value);
}

/** Converts a value as people write it to its stored form; the empty text if that is impossible. */
export function toStored(text: QmText, conversion: Conversion | undefined, thisYear: number): QmText {
  if (conversion === undefined || text === '') return text;
  switch (conversion.kind) {
    case 'date':
      return dateFromText(text, conversion, thisYear);
    case 'time':
      return timeFromText(text);
    case 'decimal':
      return decimalFromText(text, conversion);
    case 'case':
      return conversion.upper ? upper(text) : lower(text);
  }
}

/** ASCII capitals: bytes of other letters belong to UTF-8 sequences and stay as they are. */
export function upper(text: QmText): QmText {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function lower(text: QmText): QmText {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
