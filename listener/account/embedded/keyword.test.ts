import { expect, it } from 'vitest';
import { isOperator, keywordOf } from './tokenizer.ts';

it.each([
  ['=', 'EQ'],
  ['#', 'NE'],
  ['<>', 'NE'],
  ['=<', 'LE'],
  ['AFTER', 'GT'],
  ['MATCHING', 'LIKE'],
  ['SAMPLE', 'FIRST'],
  ['BY-DSND', 'BY.DSND'],
  ['TOTAL', 'UNSUPPORTED'],
])('knows %s as %s', (word, keyword) => {
  expect(keywordOf(word)).toBe(keyword);
});

it('knows exact spellings only: the dictionary comes between a word and its capitals', () => {
  expect(keywordOf('csv')).toBeUndefined();
  expect(keywordOf('constructor')).toBeUndefined();
});

it('tells comparisons from other keywords', () => {
  expect(isOperator('BETWEEN')).toBe(true);
  expect(isOperator('AND')).toBe(false);
  expect(isOperator(undefined)).toBe(false);
});
