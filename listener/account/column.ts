import type { Field } from './dictionary.ts';
import type { Encoding } from './encoding.ts';
import { type AttributeKind, HAL_SCHEMA, type HalAttribute } from './hal-schema.ts';
import { isoDate, isoTime } from './iso.ts';
import { MARK, type QmText } from './text.ts';

/** One column of a listing, and how its cells are read. */
export interface Column {
  readonly name: string;
  /** Whether QM prints it as a date, and not as ISO 8601. */
  readonly printsDate: boolean;
  /** Whether QM prints it as a time. */
  readonly printsTime: boolean;
  read(cell: QmText): string | readonly string[];
}

/** @param scaled whether the file stores amounts times 100; undefined: as the dictionary's conversion says */
export function columnOf(
  file: string,
  field: Field,
  scaled: boolean | undefined,
  encoding: Encoding,
): Column {
  const convert = converter(field, knownAttribute(file, field.name)?.kind, scaled, encoding);
  const one = (value: QmText) => convert(encoding.isLatin1 ? value : withoutInnerMarks(value));
  const values = (cell: QmText) => (cell === '' ? [] : cell.split(MARK.value).map(one));
  return {
    name: field.name,
    printsDate: /^D(?!4-YMD$)/.test(field.conversion),
    printsTime: /^MT/.test(field.conversion),
    read(cell) {
      if (field.multivalued) return values(cell);
      return cell.includes(MARK.value) ? values(cell) : one(cell);
    },
  };
}

/** HAL's own definition of a field, for what the account's dictionary does not say. */
export function knownAttribute(file: string, name: string): HalAttribute | undefined {
  const attributes: readonly HalAttribute[] | undefined = Object.hasOwn(HAL_SCHEMA, file)
    ? HAL_SCHEMA[file as keyof typeof HAL_SCHEMA]
    : undefined;
  return attributes?.find((attribute) => attribute.name === name);
}

function converter(
  { name, conversion }: Field,
  known: AttributeKind | undefined,
  scaled: boolean | undefined,
  encoding: Encoding,
): (value: QmText) => string {
  const decode = (value: QmText) => encoding.decode(value);
  if (/^D/.test(conversion) || (conversion === '' && known === 'date')) {
    return (value) => (value === '' ? '' : isoDate(decode(value), conversion));
  }
  if (/^MT/.test(conversion) || (conversion === '' && known === 'time')) {
    return (value) => (value === '' ? '' : isoTime(decode(value), /^MT/.test(conversion)));
  }
  const dividedByQm = /^M[DR]\d/.test(conversion);
  if (!dividedByQm && name !== 'AMOUNT') return decode;
  const storedScaled = scaled ?? dividedByQm;
  const places = dividedByQm ? Number(/^M[DR](\d)/.exec(conversion)?.[1]) : 0;
  const plain = (value: QmText) => plainAmount(decode(value), places);
  if (storedScaled === dividedByQm) return plain;
  // The setting and the dictionary disagree about dividing by 100: the setting wins.
  const factor = storedScaled ? 0.01 : 100;
  return (value) => times(plain(value), factor);
}

const INNER_MARK = new RegExp(`[${MARK.subvalue}${MARK.text}]`);

/** Subvalues become a comma-separated list; a text mark is where an editor wrapped a line. */
function withoutInnerMarks(value: QmText): QmText {
  if (!INNER_MARK.test(value)) return value;
  return value.replaceAll(MARK.subvalue, ', ').replaceAll(MARK.text, ' ');
}

function times(text: string, factor: number): string {
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text)
    ? (Math.round(Number(text) * factor * 100) / 100).toFixed(2)
    : text;
}

/** Converts amounts as people and dictionaries write them to plain decimals. */

/** How QM's conversions mark a negative number: `5.75-`, `(5.75)`, `<5.75>`, `5.75CR`. `DB` marks a positive one. */
const NEGATIVE = [/^-(.+)$/, /^(.+)-$/, /^\((.+)\)$/, /^<(.+)>$/, /^(.+?)CR$/i];
const CURRENCY = /^(?:[$€£]|USD|EUR|GBP|CHF)|(?:[$€£]|USD|EUR|GBP|CHF)$/i;

/**
 * `-5.75` from `(5.75)`, `5.75CR`, `€ -5,75` or `575-`; text that is no amount is returned unchanged.
 *
 * @param places decimals of the field's MD conversion: QM prints a value that it cannot convert as stored, unscaled
 */
export function plainAmount(text: string, places = 0): string {
  if (/^-?\d*\.\d+$/.test(text)) return text;
  let rest = text.replaceAll(/[\s\u00a0']/g, '');
  let isNegative = false;
  for (let step = 0; step < 4; step += 1) {
    const bare = rest.replace(CURRENCY, '').replace(/^\+|DB$/i, '');
    const inner = NEGATIVE.map((pattern) => pattern.exec(bare)?.[1]).find((found) => found !== undefined);
    if (inner === undefined && bare === rest) break;
    if (inner !== undefined) {
      if (isNegative) return text;
      isNegative = true;
    }
    rest = inner ?? bare;
  }
  const number = plainDigits(rest);
  if (number === undefined) return text;
  const isWhole = /^\d+$/.test(number);
  const value = places > 0 && isWhole ? (Number(number) / 10 ** places).toFixed(places) : number;
  return isNegative && Number(value) !== 0 ? `-${value}` : value;
}

/** `1234.5` from `1,234.5`, `1.234,5` and `1234,5`: of two kinds of separators the last one is the decimal point. */
function plainDigits(text: string): string | undefined {
  if (!/^[\d.,]*\d$/.test(text)) return undefined;
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  let plain = text;
  if (comma >= 0 && point >= 0) {
    const [thousands, decimal] = comma > point ? ['.', ','] : [',', '.'];
    plain = text.replaceAll(thousands, '').replace(decimal, '.');
  } else if (comma >= 0) {
    if (/^\d{1,3}(?:,\d{3})+$/.test(text)) plain = text.replaceAll(',', '');
    else if (/^\d*,\d{1,2}$/.test(text)) plain = text.replace(',', '.');
    else return undefined;
  } else if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(text)) {
    plain = text.replaceAll('.', '');
  }
  return /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? plain : undefined;
}
