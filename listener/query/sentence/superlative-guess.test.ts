import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withoutSuperlativeGuess } from './superlative-guess.ts';

const NAMES = new Set(['ventolin', 'rent', 'costco', 'media', 'markt']);
const isName = (stem: string) => NAMES.has(stem);
const read = (text: string) => joinedWords(withoutSuperlativeGuess(tokenize(text), isName));

describe('a guess of what is at the end of a list', () => {
  it.each([
    ['Is Ventolin the priciest thing I take?', 'what is the priciest thing i take'],
    ['Is rent my biggest expense?', 'what is my biggest expense'],
    ['Is rent the thing I spend most on?', 'what do i spend the most on'],
    ['Is Media Markt where I spend the most?', 'where do i spend the most'],
  ])('%s as %s', (text, asked) => expect(read(text)).toBe(asked));

  it.each([
    'Is water the cheapest drink?',
    'Is Costco the biggest, or Media Markt?',
    'Is rent due?',
    'Does rent cost the most?',
  ])('leaves: %s', (text) => expect(withoutSuperlativeGuess(tokenize(text), isName)).toEqual(tokenize(text)));
});
