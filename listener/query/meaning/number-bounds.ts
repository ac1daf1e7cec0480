import type { Ask } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';

/**
 * A number that a detail of the records is compared with: "which have less than two refills?", "what costs over 20
 * dollars?"; or the number of records itself: "do I take more than five pills?"
 */

export interface NumberBound {
  readonly sense: 'more than' | 'at least' | 'less than' | 'at most' | 'exactly';
  readonly value: number;
  /** The detail and its field; undefined: how many records there are. */
  readonly of: { readonly ask: Ask; readonly field: string } | undefined;
  /** Of a dose its unit, as `unitOf` has it: 75 mg is not 75 mcg. */
  readonly unit?: string | undefined;
}

const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mg: 'mg mgs milligram milligrams milligramme',
    mcg: 'mcg ug microgram micrograms',
    g: 'g gram grams',
    iu: 'iu international',
    ml: 'ml milliliter millilitre',
  }).flatMap(([unit, said]) => said.split(' ').map((one) => [one, unit] as const)),
);

export function unitOf(said: string): string {
  return UNITS.get(said) ?? said;
}

/** Whether a text has the number with that unit behind it. */
export function saysNumber(text: string, { value, unit }: Pick<NumberBound, 'value' | 'unit'>): boolean {
  const tokens = tokenize(text);
  return tokens.some(({ word }, at) => Number(word) === value && unitOf(tokens[at + 1]?.stem ?? '') === unit);
}

export function isWithin({ sense, value }: NumberBound, number: number): boolean {
  if (!Number.isFinite(number)) return false;
  switch (sense) {
    case 'more than':
      return number > value;
    case 'at least':
      return number >= value;
    case 'less than':
      return number < value;
    case 'at most':
      return number <= value;
    case 'exactly':
      return number === value;
  }
}
