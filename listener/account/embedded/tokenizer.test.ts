import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOperator, keywordOf, StatementError, type Token, Tokenizer } from './tokenizer.ts';

function tokens(text: string): readonly Token[] {
  const tokenizer = new Tokenizer(text);
  const all: Token[] = [];
  for (let token = tokenizer.next(); token !== undefined; token = tokenizer.next()) all.push(token);
  return all;
}

it('splits words, punctuation marks and quoted texts', () => {
  expect(tokens(` LIST  F A="x y"'z' (B,C) \\q\\`).map(({ kind, text }) => `${kind}:${text}`)).toEqual([
    'word:LIST',
    'word:F',
    'word:A=',
    'quoted:x y',
    'quoted:z',
    'mark:(',
    'word:B',
    'mark:,',
    'word:C',
    'mark:)',
    'quoted:q',
  ]);
});

it('keeps a bracket inside a word', () => {
  expect(tokens('WITH(A').map(({ text }) => text)).toEqual(['WITH(A']);
});

it('refuses a quote without its pair, when it gets there', () => {
  const tokenizer = new Tokenizer('A "b');
  expect(tokenizer.next()?.text).toBe('A');
  expect(() => tokenizer.next()).toThrow('Unpaired string quote');
});

it('reads an inserted text first', () => {
  const tokenizer = new Tokenizer('A D');
  tokenizer.next();
  tokenizer.insert('B C');
  expect([tokenizer.next(), tokenizer.next(), tokenizer.next()].map((token) => token?.text)).toEqual([
    'B',
    'C',
    'D',
  ]);
});

it('terminates for any text, or rejects it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        expect(tokens(text).length).toBeLessThanOrEqual(text.length);
      } catch (error) {
        expect(error).toBeInstanceOf(StatementError);
      }
    }),
  );
});

it.each([
  ['=', 'EQ'],
  ['#', 'NE'],
  ['<>', 'NE'],
  ['=<', 'LE'],
  ['AFTER', 'GT'],
  ['MATCHING', 'LIKE'],
  ['SAMPLE', 'FIRST'],
  ['BY-DSND', 'BY.DSND'],
  ['TOTAL', 'UNSUPPORTED'],
])('recognizes %s as %s', (word, keyword) => {
  expect(keywordOf(word)).toBe(keyword);
});

it('recognizes exact spellings only, because the dictionary precedes capitalized keywords', () => {
  expect(keywordOf('csv')).toBeUndefined();
  expect(keywordOf('constructor')).toBeUndefined();
});

it('distinguishes comparisons from other keywords', () => {
  expect(isOperator('BETWEEN')).toBe(true);
  expect(isOperator('AND')).toBe(false);
  expect(isOperator(undefined)).toBe(false);
});
