import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withoutWasIt } from './counted-again.ts';

const put = (text: string) => said(withoutWasIt(tokenize(text)));

it.each([
  ['how many grocery trips was it this month', 'how many grocery trips this month'],
  ['how much coffee was it in May', 'how much coffee in may'],
  ['how many visits were they last year', 'how many visits last year'],
  ['how much rent is that in a year', 'how much rent in a year'],
])('names what is counted in front: %s', (text, own) => expect(put(text)).toBe(own));

it.each([
  'how much was it this month',
  'how many times was it this month',
  'how much of it was that in May',
  'how much rent is it that I pay',
  'how many allergies is it they say I have',
  'how much coffee was it',
  'how much coffee, was it twenty dollars',
  'what was it this month',
])('leaves another question as it is: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
