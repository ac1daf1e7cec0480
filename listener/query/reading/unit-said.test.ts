import { expect, it } from 'vitest';
import type { Measure } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { takeUnit } from './unit-said.ts';

const left = (text: string, ...units: readonly string[]) => {
  const words = new WordUse(tokenize(text), new Set());
  takeUnit(
    words,
    units.map((unit) => ({ unit }) as Measure),
  );
  return words.tokens.filter((_, index) => words.free(index)).map(({ word }) => word);
};

it.each([
  ['in pounds', 'lb'],
  ['in kilos', 'kg'],
  ['in inches', 'in'],
  ['in centimeters', 'cm'],
  ['in degrees Fahrenheit', '°F'],
  ['in degrees', '°F'],
  ['in Celsius', '°C'],
  ['in beats per minute', 'bpm'],
  ['beats a minute', 'bpm'],
  ['in mmHg', 'mmHg'],
  ['in milligrams per deciliter', 'mg/dL'],
  ['as a percentage', '%'],
])('the unit of a measure is said: %s', (text, unit) => expect(left(text, unit)).toEqual([]));

it('is taken where one of several measures has it', () => {
  expect(left('in pounds', 'mmHg', 'lb')).toEqual([]);
});

it('of another measure, or of none, is left', () => {
  expect(left('in kilos', 'lb')).toEqual(['in', 'kilos']);
  expect(left('in Celsius', '°F')).toEqual(['in', 'celsius']);
  expect(left('in pounds')).toEqual(['in', 'pounds']);
  expect(left('in pounds', '')).toEqual(['in', 'pounds']);
});
