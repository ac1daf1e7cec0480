import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withoutDescription, withoutPeopleOf } from './described-name.ts';

const isName = (stem: string) => ['trattoria', 'la', 'netflix', 'pharmacy', 'amazon'].includes(stem);

it.each([
  ['how often was I at that Italian, La Trattoria', 'how often was i at la trattoria'],
  ['what do we pay for the streaming thing, Netflix', 'what do we pay for netflix'],
])('leaves out what kind of business a name is: %s', (text, own) =>
  expect(said(withoutDescription(tokenize(text), isName))).toBe(own),
);

it.each([
  'what did I pay for the shoes, Amazon',
  'what did that Italian cost',
  'that place, what did it cost',
  'in May, what did I pay that place, if anything',
])('leaves what may be meant: %s', (text) =>
  expect(said(withoutDescription(tokenize(text), isName))).toBe(said(tokenize(text))),
);

it.each([
  ['what have those robbers at Netflix had off me', 'what have netflix had off me'],
  ['what did the nice people at the pharmacy charge', 'what did the pharmacy charge'],
])('pays the shop and not who works there: %s', (text, own) =>
  expect(said(withoutPeopleOf(tokenize(text), isName))).toBe(own),
);

it.each(['what did the people charge', 'who are the people I paid', 'what did those shoes at Amazon cost'])(
  'leaves other people: %s',
  (text) => expect(said(withoutPeopleOf(tokenize(text), isName))).toBe(said(tokenize(text))),
);
