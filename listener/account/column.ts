import { plainAmount } from './amount.ts';
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
