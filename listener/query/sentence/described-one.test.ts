import { expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withCost, withMedicineNamed } from './described-one.ts';

it.each([
  ['any refills on the blood pressure ones', 'any refills on the blood pressure medicine'],
  ['is the asthma one still active', 'is the asthma medicine still active'],
  ['which of my doctors is the thyroid one', undefined],
  ['the big one', undefined],
])('one that is called by what it is for is a medicine: %s', (said, meant) => {
  const tokens = withMedicineNamed(tokenize(said));
  expect(tokens && joinedWords(tokens)).toBe(meant);
});

it.each([
  ['what does lantus set me back', 'what does lantus cost me'],
  ['set my clock back', undefined],
])('what sets one back is what it costs: %s', (said, meant) => {
  const tokens = withCost(tokenize(said));
  expect(tokens && joinedWords(tokens)).toBe(meant);
});
