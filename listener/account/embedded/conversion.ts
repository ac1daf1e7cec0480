import { MARK, type QmText } from '../text.ts';
import { type DateConversion, dateConversion, dateFromText, dateToText } from './date-conversion.ts';
import {
  type DecimalConversion,
  decimalConversion,
  decimalFromText,
  decimalToText,
} from './decimal-conversion.ts';
import { type TimeConversion, timeConversion, timeFromText, timeToText } from './time-conversion.ts';

/** A conversion code of a dictionary, read. */
export type Conversion =
  | DateConversion
  | TimeConversion
  | DecimalConversion
  | { readonly kind: 'case'; readonly upper: boolean };

/** Reads a code; undefined where this account does not know it. */
export function conversionOf(code: QmText): Conversion | undefined {
  if (/^MC[UL]$/i.test(code)) return { kind: 'case', upper: /u$/i.test(code) };
  return dateConversion(code) ?? timeConversion(code) ?? decimalConversion(code);
}

/** A stored value as it is shown. The empty value stays empty. */
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

/** A value as people write it to the stored form; the empty text where it cannot be one. */
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
