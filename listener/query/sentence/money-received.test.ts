import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withMoneyReceived } from './money-received.ts';

const put = (text: string) => said(withMoneyReceived(tokenize(text)));

it.each([
  ['did anyone pay me in August', 'did i received money in august'],
  ['has anybody sent us any money this month', 'have we received money this month'],
  ['who paid me in October', 'from whom did i received money in october'],
  ['who pays my salary', 'from whom did i receive my salary'],
  ['which stores refunded us this year', 'from whom did i get a refund this year'],
  ['who refunded me', 'from whom did i get a refund'],
  ['where does my income come from', 'from whom did i receive money'],
  ['where did our money come from this month', 'from whom did i receive money this month'],
  ['where does my salary come from', 'from whom did i receive my salary'],
])('is what the speaker received: %s', (text, own) => expect(put(text)).toBe(own));

it.each([
  'did anyone pay me back for the hotel',
  'did anyone pay me a visit',
  'did anyone pay the rent',
  'who pays the rent',
  'who paid for dinner',
  'which stores refunded Tim',
  'where does most of my money go',
  'where does Tim come from',
  'did Ellen pay me in August',
])('leaves another question as it is: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
