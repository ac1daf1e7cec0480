import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withBetweenTwo } from './between-two.ts';

const read = (text: string) => joinedWords(withBetweenTwo(tokenize(text)));

describe('where of two more was spent', () => {
  it.each([
    ['Between Costco and Green Grocer, where do I spend most?', 'did i spend more at costco or green grocer'],
    [
      'Between coffee and fuel, which did I spend more on this year?',
      'did i spend more on coffee or fuel this year',
    ],
  ])('%s as %s', (text, asked) => expect(read(text)).toBe(asked));

  it.each([
    'Between May 1 and May 3, where did I spend most?',
    'Between Costco and Shell, what did I buy?',
    'Between visits and tests, who pays?',
  ])('leaves: %s', (text) => expect(withBetweenTwo(tokenize(text))).toEqual(tokenize(text)));
});

describe('which of two cost more', () => {
  it.each([
    ['Is it Shell or Amazon that cost me more this year?', 'did i spend more at shell or amazon this year'],
    ['Which of Shell and Amazon cost us most?', 'did i spend more at shell or amazon'],
  ])('%s as %s', (text, asked) => expect(read(text)).toBe(asked));

  it('leaves what nobody paid', () => {
    const tokens = tokenize('Does Lipitor or Synthroid cost more?');
    expect(withBetweenTwo(tokens)).toEqual(tokens);
  });
});
