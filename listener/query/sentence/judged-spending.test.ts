import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withoutJudgement } from './judged-spending.ts';

const put = (text: string) => {
  const much = withoutJudgement(tokenize(text));
  return much && said(much);
};

it.each([
  ['did we spend way too much on coffee in May', 'how much did i spend on coffee in may'],
  ['have I been spending a lot of money lately', 'how much did i spend lately'],
  ['am I spending excessively at Costco', 'how much did i spend at costco'],
  ['do I spend too much', 'how much did i spend'],
])('asks how much it was: %s', (text, question) => expect(put(text)).toBe(question));

it.each([
  'did I spend more in May',
  'did I buy too much',
  'did she spend a lot',
  'too much',
  'did I spend a lottery win',
])('judges nothing: %s', (text) => expect(put(text)).toBeUndefined());
