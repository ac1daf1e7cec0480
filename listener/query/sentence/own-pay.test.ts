import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withOwnPay } from './own-pay.ts';

const put = (text: string, shows = false) => said(withOwnPay(tokenize(text), shows));

it.each([
  ['how much do I earn', 'what is my income'],
  ['what are we making', 'what is my income'],
  ['how much cash do I bring home', 'what is my income'],
  ['what amount am I getting paid', 'what is my income'],
  ['how much money I am taking home', 'what is my income'],
  ['my earnings', 'what is my income'],
  ['what is our yearly pay', 'what is our yearly income'],
  ['what does our income come to', 'what is our income'],
  ['the exact figure of my pay', 'what is my income'],
  ['how much do I make at work', 'what is my salary'],
  ['what am I paid from my current job', 'what is my salary'],
  ['what are my actual wages', 'what is my salary'],
  ['what is my present salary at this time', 'what is my salary'],
  ['my pay from work', 'what is my salary'],
  ['what amount is our take home', 'what is our income'],
  ['my take home pay at the moment', 'what is my income'],
  ['what is my total income', 'how much did i earn in total'],
  ['our overall earnings', 'how much did i earn in total'],
  ['what did I earn at work last spring', 'what did i earn in salary last spring'],
  ['how much have we made from the job in May', 'how much have we made in salary in may'],
  ['how much money do we have coming in each week', 'how much money do we make each week'],
])('asks for what is earned: %s', (text, question) => expect(put(text)).toBe(question));

it('leaves a heading that is to be shown', () => {
  expect(put('my income', true)).toBe('my income');
  expect(put('my income')).toBe('what is my income');
  expect(put('my current income', true)).toBe('what is my income');
  expect(put('what my salary is', true)).toBe('what is my salary');
});

it.each([
  'how much do I earn in May',
  'how much do you make',
  'what did I make for dinner at work',
  'what do I take',
  'what am I paid for',
  'what is my gross salary',
  'what is my pay grade',
  'what is my wife is salary',
  'my total income at work',
  'what did I spend at work',
  'do I have anything coming in',
  'work',
])('leaves another question as it is: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
