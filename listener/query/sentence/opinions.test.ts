import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withoutOpinions } from './opinions.ts';

const put = (text: string) => said(withoutOpinions(tokenize(text), (stem) => stem === 'nice'));

it.each([
  ['what has that lovely bakery cost me', 'what has that bakery cost me'],
  ['how much did the bloody vet charge', 'how much did the vet charge'],
  ['what did my shiny laptop cost', 'what did my laptop cost'],
])('says nothing in front of a name: %s', (text, own) => expect(put(text)).toBe(own));

it.each([
  'what did I spend at Nice Nails',
  'what did the nice nails cost',
  'is it lovely out',
  'that is awful',
  'what did I spend on lovely things',
])('stays elsewhere, and in a name: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
