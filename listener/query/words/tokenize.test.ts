import { describe, expect, it } from 'vitest';
import { isTooLong, MAX_TOKENS, stem, tokenize } from './tokenize.ts';

const words = (text: string) => tokenize(text).map(({ word }) => word);

describe('words of a question', () => {
  it.each([
    ["What's my dose?", ['what', 'is', 'my', 'dose']],
    ['whats my dose', ['what', 'is', 'my', 'dose']],
    ["Dr. O'Brien", ['dr', 'obrien']],
    ['W/ Dr. Chen', ['with', 'dr', 'chen']],
    ['# Starbucks', ['count', 'starbucks']],
    ['What % was rent', ['what', 'percent', 'was', 'rent']],
    ['$5.75 at Shell', ['$5.75', 'at', 'shell']],
    ['at +++', ['at', '+', '+', '+']],
    ['Bäckerei', ['backerei']],
    ['', []],
  ])('"%s"', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('know where a clause ends', () => {
    expect(tokenize('rent, please. Dr. Chen').map(({ word, last }) => (last ? `${word}.` : word))).toEqual([
      'rent.',
      'please.',
      'dr',
      'chen.',
    ]);
  });

  it('know where they stand in the composed text', () => {
    const [, second] = tokenize('Mu\u0308ller pays');
    expect(second).toMatchObject({ word: 'pays', start: 7, end: 11 });
  });
});

it.each([
  ['pharmacies', 'pharmacy'],
  ['ties', 'tie'],
  ['starbucks', 'starbuck'],
  ['glass', 'glass'],
  ['gas', 'gas'],
  ['bills', 'bill'],
])('the stem of %s is %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

describe('a text is too long to be a question', () => {
  it('with too many words', () => {
    expect(isTooLong(tokenize('word '.repeat(MAX_TOKENS)))).toBe(false);
    expect(isTooLong(tokenize('word '.repeat(MAX_TOKENS + 1)))).toBe(true);
    expect(tokenize('word '.repeat(10_000))).toHaveLength(MAX_TOKENS + 1);
  });

  it.each(['a', '1', '1.', 'a1', '1:'])('with a word of too many characters: %s', (piece) => {
    const most = 100 / piece.length;
    expect(isTooLong(tokenize(`what is ${piece.repeat(most)}`))).toBe(false);
    expect(isTooLong(tokenize(`what is ${piece.repeat(most + 1)}`))).toBe(true);
  });
});

describe('a dash', () => {
  const clauses = (text: string) => tokenize(text).filter(({ last }) => last).length;

  it.each(['my pills - how many?', 'Lantus — what dose?', 'my pills – how many?'])(
    'is a pause: %s',
    (text) => {
      expect(clauses(text)).toBe(2);
    },
  );

  it.each(['oct 1 - oct 15', 'Monday - Friday', '10 - 20 dollars', 'follow-up visit'])(
    'is none: %s',
    (text) => {
      expect(clauses(text)).toBe(1);
    },
  );

  it('takes time in proportion to the text, however many there are', () => {
    expect(tokenize('- '.repeat(50_000))).toEqual([]);
  });
});

it('reads an article that is cut to its first letters as none', () => {
  expect(tokenize("who is t'doctor of th'inhaler").map(({ word }) => word)).toEqual(
    'who is doctor of inhaler'.split(' '),
  );
});
