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
