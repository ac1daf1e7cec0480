import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withSameSince } from './still-the-same.ts';

const read = (text: string) => joinedWords(withSameSince(tokenize(text)));

describe('whether an amount is the same as before', () => {
  it.each([
    ['Is my Netflix the same price as last year?', 'how has my netflix changed since last year'],
    ['Is the electric still the same as in March?', 'how has the electric changed since march'],
    ['Am I paying the same rent as in 2025?', 'how has my rent changed since 2025'],
    ['Do we still pay the same for insurance as last year?', 'how has my insurance changed since last year'],
  ])('%s as %s', (text, asked) => expect(read(text)).toBe(asked));

  it.each([
    'Is Costco the same as Whole Foods?',
    'Is my dose the same as last year?',
    'Is my doctor the same as in March?',
    'Am I paying the same as my neighbour?',
  ])('leaves: %s', (text) => expect(withSameSince(tokenize(text))).toEqual(tokenize(text)));
});
