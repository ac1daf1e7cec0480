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
  ['who gave me money in April', 'from whom did i received money in april'],
  ['from whom did we get our money in April', 'from whom did i receive money in april'],
  ['who did I get money from in April', 'from whom did i receive money in april'],
  ['where did I get any money from', 'from whom did i receive money'],
  ['has anybody given me my money back', 'have i got money back'],
  ['did anyone give us any money back in June', 'did i get money back in june'],
  ['where does my income come from', 'from whom did i receive money'],
  ['where did our money come from this month', 'from whom did i receive money this month'],
  ['where does my salary come from', 'from whom did i receive my salary'],
])('is what the speaker received: %s', (text, own) => expect(put(text)).toBe(own));

it.each([
  'did anyone pay me back for the hotel',
  'did anyone pay me a visit',
  'did anyone pay the rent',
  'who gave me Lantus',
  'who did I get Lantus from',
  'who pays the rent',
  'who paid for dinner',
  'which stores refunded Tim',
  'where does most of my money go',
  'where does Tim come from',
  'did Ellen pay me in August',
])('leaves another question as it is: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));

it.each([
  ['', ''],
  ['did anyone', 'did anyone'],
  ['who needs my salary', 'who needs my salary'],
  ['who paid my rent', 'who paid my rent'],
  ['who paid the salary', 'who paid the salary'],
  ['who has paid my salary', 'from whom did i receive my salary'],
  ['where does my income go from here', 'where does my income go from here'],
  ['where did our money come', 'where did our money come'],
  ['where did my money come in May', 'where did my money come in may'],
  ['where did money come from', 'from whom did i receive money'],
  ['where did most money come from', 'where did most money come from'],
  ['did anyone pay me the rent', 'did anyone pay me the rent'],
  ['did anyone pay me the money', 'did i received money'],
  ['did anyone pay me cash', 'did i received money'],
  ['did anyone pay me', 'did i received money'],
  ['did anyone pay', 'did anyone pay'],
  ['which shops refunded', 'which shops refunded'],
  ['which shops paid us', 'which shops paid us'],
])('takes what others paid, and nothing else: %s: %s', (text, own) => expect(put(text)).toBe(own));
