import type { Measure } from '../table/subject-table.ts';
import { patterns } from '../words/core-words.ts';
import type { WordUse } from '../words/word-use.ts';

/** "In pounds", "in Fahrenheit": a measurement is told in the unit that it is stored in, and in no other. */

const UNITS = new Map([
  ['lb', patterns('in lb|pound', 'lb|pound')],
  ['kg', patterns('in kg|kilo|kilogram', 'kg|kilo|kilogram')],
  ['in', patterns('in inch|inches')],
  ['cm', patterns('in cm|centimeter|centimetre')],
  ['°f', patterns('in fahrenheit', 'in degree|degrees', 'in degree|degrees fahrenheit')],
  ['°c', patterns('in celsius|centigrade', 'in degree|degrees', 'in degree|degrees celsius|centigrade')],
  ['bpm', patterns('in bpm', 'in beats|beat per|a minute', 'beats|beat per|a minute')],
  ['mmhg', patterns('in mmhg', 'in millimeters|millimetres of mercury')],
  ['mg/dl', patterns('in milligrams|milligram per deciliter|decilitre')],
  ['%', patterns('in percent|percentage', 'in per cent', 'as a percentage')],
]);

/** Takes the unit of what is measured, where one is said; that of another measure stays, and is not understood. */
export function takeUnit(words: WordUse, measures: readonly Measure[]): void {
  for (const { unit } of measures) words.use(words.spread(UNITS.get(unit.toLowerCase()) ?? []));
}
