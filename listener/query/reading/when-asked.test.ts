import { expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { takePriceTotal } from './when-asked.ts';

const { subjects } = readTable(JSON.stringify(builtIn));
const taken = (text: string, label = 'cost', intent = 'MEDICATION') => {
  const subject = subjects.find((one) => one.intent === intent);
  if (subject === undefined) throw new Error(intent);
  const words = new WordUse(tokenize(text), new Set());
  const isTotal = takePriceTotal(
    words,
    subject,
    subject.asks.find((one) => one.label === label),
  );
  return [isTotal, words.left().length];
};

it('adds up what they cost where all of it is asked for', () => {
  expect(taken('cost together')).toEqual([true, 1]);
  expect(taken('cost in total')).toEqual([true, 1]);
  expect(taken('cost all together')).toEqual([true, 1]);
  expect(taken('what is the total cost')).toEqual([true, 4]);
});

it('adds up nothing else', () => {
  expect(taken('cost of each')).toEqual([false, 3]);
  expect(taken('refills together', 'refills')).toEqual([false, 2]);
  expect(taken('reaction together', 'reaction', 'ALLERGY')).toEqual([false, 2]);
});
