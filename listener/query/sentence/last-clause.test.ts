import { describe, expect, it } from 'vitest';
import type { Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withoutCloseGuess, withoutGuess, withoutOccasion } from './last-clause.ts';

const words = (tokens: readonly Token[] | undefined) => tokens?.map(({ word }) => word).join(' ');
const occasion = (question: string) =>
  words(withoutOccasion(tokenize(question), '2026-11-23', (word) => word === 'penicillin'));

describe('a guess behind a question', () => {
  it('is none of the question, where a pause sets it off', () => {
    expect(words(withoutGuess(tokenize('who gave me the drops, was it Petrov?')))).toBe(
      'who gave me the drops',
    );
    expect(words(withoutGuess(tokenize('who gave me the drops was it Petrov?')))).toBeUndefined();
    expect(words(withoutCloseGuess(tokenize('who gave me the drops again was it Petrov?')))).toBe(
      'who gave me the drops',
    );
  });

  it('is not what the question asks itself', () => {
    for (const one of ['who was it that put me on it', 'what did we spend at what is it called Walgreens'])
      expect(words(withoutCloseGuess(tokenize(one)))).toBeUndefined();
    expect(words(withoutCloseGuess(tokenize('what dose of it was it in May')))).toBeUndefined();
  });
});

describe('when it was, behind a question', () => {
  it('is said by the time that the question names', () => {
    expect(occasion('what was my weight in May, when I was ill')).toBe('what was my weight in may');
  });

  it('belongs to the question where it names something, somebody or another time', () => {
    for (const one of [
      'what was my weight, when I was ill',
      'what was my weight in May, when I was on penicillin',
      'what was my weight in May, when I had it at night',
      'what was my weight in May, when I was with my wife',
      'what was my weight in May, it was in June',
    ])
      expect(occasion(one)).toBeUndefined();
  });
});
