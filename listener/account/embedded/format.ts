import { groupThousands } from '../../../lib/text.ts';
import type { QmText } from '../text.ts';
import { decimalOf, roundedUnits } from './decimal-conversion.ts';

/** A format of a dictionary: `20L`, `8R2`, `12"*"R`, `10T`. */
export interface Format {
  /** In characters; 0 means as wide as the text. */
  readonly width: number;
  readonly fill: string;
  /** `T` wraps between words, the others at the exact width. */
  readonly justification: 'L' | 'R' | 'T' | 'U' | 'C';
  /** Digits after the point for numbers; undefined leaves them as they are. */
  readonly places: number | undefined;
  readonly thousands: boolean;
}

const FORMAT = /^(\d*)(?:"(.)"|'(.)'|([^A-Za-z0-9"'])(?=[LRTUC]))?([LRTUC]?)(\d?)(,?)/i;

/** Parses a format code; unknown parts are ignored. */
export function formatOf(code: QmText): Format {
  const [, width = '', double, single, bare, letter = '', places = '', comma = ''] = FORMAT.exec(code) ?? [];
  return {
    width: Math.min(Number(width), 32_767),
    fill: double ?? single ?? bare ?? ' ',
    justification: (letter.toUpperCase() || 'L') as Format['justification'],
    places: places === '' ? undefined : Number(places),
    thousands: comma !== '',
  };
}

/** Lists and sorts compare right-justified fields as numbers. */
export function isRightJustified(format: Format): boolean {
  return format.justification === 'R';
}

/** Lays a value out in lines, each padded to the width of the format. */
export function formatLines(value: QmText, format: Format): readonly QmText[] {
  const text = withPlaces(value, format);
  if (format.width === 0) return [text];
  const lines =
    format.justification === 'T' ? wrapWords(text, format.width) : splitAtWidth(text, format.width);
  return lines.length > 1 ? lines.map((line) => line.padEnd(format.width)) : [padded(text, format)];
}

function padded(text: QmText, { width, fill, justification }: Format): QmText {
  if (justification === 'R') return text.padStart(width, fill);
  if (justification !== 'C') return text.padEnd(width, fill);
  return text.padStart(text.length + Math.floor((width - text.length) / 2), fill).padEnd(width, fill);
}

/** Rounds a number to the format's decimals. The empty value then counts as 0; text is returned unchanged. */
function withPlaces(value: QmText, { places, thousands }: Format): QmText {
  const decimal = decimalOf(value === '' ? '0' : value);
  if (places === undefined || decimal === undefined) return value;
  const units = roundedUnits(decimal.whole, decimal.fraction, places);
  const digits = units.toString().padStart(places + 1, '0');
  const point = digits.length - places;
  const whole = thousands ? groupThousands(digits.slice(0, point)) : digits.slice(0, point);
  return `${decimal.negative && units > 0n ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(point)}` : ''}`;
}

function splitAtWidth(text: QmText, width: number): QmText[] {
  const lines: QmText[] = [];
  for (let at = 0; at < text.length; at += width) lines.push(text.slice(at, at + width));
  return lines;
}

/** Breaks between words; a word longer than the width is cut. */
function wrapWords(text: QmText, width: number): QmText[] {
  const lines: QmText[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    lines.push(rest.slice(0, space > 0 ? space : width));
    rest = rest.slice(space > 0 ? space + 1 : width);
  }
  lines.push(rest);
  return lines;
}
