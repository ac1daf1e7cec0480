import { expect, test } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withWhomAsked } from './whom-with.ts';

test.each([
  ['Was my last visit with Johnson or with Petrov?', 'who was my last visit with'],
  ['Is my next appointment with Dr. Chen or the dentist?', 'who is my next appointment with'],
  ['Is my next appointment with Dr. Chen?', 'is my next appointment with dr chen'],
  [
    'Is my next appointment with Dr. Chen in May or June?',
    'is my next appointment with dr chen in may or june',
  ],
])('whom a visit is with, of two that are guessed: %s', (text, said) =>
  expect(joinedWords(withWhomAsked(tokenize(text)))).toBe(said),
);
