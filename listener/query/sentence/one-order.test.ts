import { expect, test } from 'vitest';
import { subjectOf } from '../testing/built-in-table.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withOneOrder } from './one-order.ts';

const { measures } = subjectOf('HEALTH_DATA');

test.each([
  ['my last weight and my last pulse', 'my last weight and pulse'],
  ['my latest weight, my latest pulse and my latest temperature', 'my latest weight pulse and temperature'],
  ['my last weight and my last visit', 'my last weight and my last visit'],
  ['my last weight and my first pulse', 'my last weight and my first pulse'],
  ['my last weight in my last year', 'my last weight in my last year'],
])('one word says that the latest of each is meant: %s', (text, said) =>
  expect(joinedWords(withOneOrder(tokenize(text), measures))).toBe(said),
);
