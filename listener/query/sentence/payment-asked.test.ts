import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withPaymentAsked } from './payment-asked.ts';

const put = (text: string) => said(withPaymentAsked(tokenize(text)));

it.each([
  ['how costly was our last purchase', 'how much was our last purchase'],
  ['how much was the biggest charge for', 'how much was the biggest charge'],
  ['payments connected with travel', 'payments on travel'],
  ['which expenses that are related to the car', 'which expenses on the car'],
  ['payments of the date of May 3', 'payments of may 3'],
  ['purchases on the date of the 9th', 'purchases on the 9th'],
  ['expenses across all of my accounts in June', 'expenses in june'],
  ['what did I spend from all accounts', 'what did i spend'],
  ['what payments took place in June', 'what payments in june'],
  ['any charges that occurred yesterday', 'any charges yesterday'],
])('asks for payments: %s', (text, question) => expect(put(text)).toBe(question));

it.each([
  'how expensive was the cream',
  'what was my last payment for',
  'how much was that for',
  'is my payment related to travel',
  'payments related to',
  'the date of my last payment',
  'appointments related to my eyes',
  'what did I spend on all cards',
  'what happened with my payment',
  'did any payment that happened yesterday fail',
])('leaves another question as it is: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
