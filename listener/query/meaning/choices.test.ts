import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { Catalogue } from '../table/catalogue.ts';
import { readTable } from '../table/subject-table.ts';
import { ValueCollector } from '../table/value-collector.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { choiceIn, hasEither } from './choices.ts';

const medication = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'MEDICATION');
if (medication === undefined) throw new Error('no medications');
const collector = new ValueCollector(medication);
collector.add('MEDICATION', {
  '@ID': 'M1',
  MEDICATION_NAME: 'Zocor',
  REASON: 'High cholesterol',
  ROUTE: 'oral',
  FREQUENCY: 'once daily at bedtime',
  INSTRUCTIONS: 'Keep under the tongue',
});
const values = collector.known();
let step = values.next();
while (step.done !== true) step = values.next();
const catalogue = new Catalogue(medication, step.value, { regular: true, signed: false });

const choice = (text: string) => {
  const words = new WordUse(tokenize(text), new Set());
  const known = catalogue.matches(words.tokens, words.free);
  for (const { at, length, kind } of known)
    if (kind.names) words.use(Array.from({ length }, (_, offset) => at + offset));
  const found = choiceIn(words, medication, known, catalogue);
  return (
    found && {
      asks: found.ask.label,
      either: found.either?.stems,
      left: words.left().map((at) => words.tokens[at]?.word),
    }
  );
};

describe('which of two', () => {
  it.each([
    ['zocor 10 or 20', 'dose', ['10', '20']],
    ['zocor 10 or 20 mg', 'dose', ['10', '20']],
    ['zocor 10 mg or 20 mg', 'dose', ['10', '20']],
    ['zocor 1 or 2 refills', 'refills', ['1', '2']],
    ['zocor cost 1 or 2', 'cost', ['1', '2']],
    ['zocor 1 or 2 dollars', 'cost', ['1', '2']],
    ['zocor morning or night', 'times to take it', undefined],
    ['zocor tongue or cheek', 'times to take it', ['tongue', 'cheek']],
    ['zocor cheek or the tongue', 'times to take it', ['cheek', 'tongue']],
    ['the cholesterol pill morning or night', 'times to take it', undefined],
  ])('%s', (text, asks, either) => {
    expect(choice(text)).toMatchObject({ asks, either });
  });

  it.each([
    'zocor 10 dogs or 20',
    'zocor 10 or 20 dogs',
    '10 or 20 mg',
    'zocor fridge or cupboard',
    'zocor tongue or cheek today and',
    'cholesterol pill morning or night',
    'zocor tongue and cheek',
  ])('not in "%s"', (text) => {
    expect(choice(text)).toBeUndefined();
  });

  it('leaves what is counted besides', () => {
    expect(choice('zocor 10 mg or 20 dogs')?.left).toEqual(['dogs']);
  });

  it('leaves nothing of the two, nor what is done with it', () => {
    expect(choice('does zocor go under the tongue or the cheek')?.left).toEqual([
      'does',
      'under',
      'the',
      'the',
    ]);
    expect(choice('is it 10 or 20 mg of zocor')?.left).toEqual(['is', 'of']);
  });
});

it('finds one of two in a text as a word or as a number', () => {
  expect(hasEither('Zocor: 1,000 mg', { stems: ['500', '1000'], isNumber: true })).toBe(true);
  expect(hasEither('Zocor: 1,000 mg', { stems: ['1', '10'], isNumber: true })).toBe(false);
  expect(hasEither('Zocor: $12.50', { stems: ['12', '13'], isNumber: true })).toBe(false);
  expect(hasEither('Inject into the leg', { stems: ['leg', 'belly'], isNumber: false })).toBe(true);
  expect(hasEither('Legal', { stems: ['leg', 'belly'], isNumber: false })).toBe(false);
});
