import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { isPoisoning } from './poisoning.ts';

describe('an emergency with medicines', () => {
  it.each([
    'the little one just ate two of my pills, what do I do',
    'my son swallowed a tablet',
    'What do I do? The baby got into my medicine',
    'my toddler has been at the tablets',
    'our daughter took some of my pills',
    'my son put a pill in his mouth',
    'I took too many pills',
    'I think I took a double dose of lisinopril',
    'I accidentally took my insulin twice',
    'I swallowed my tablets twice',
    'he swallowed the whole bottle',
    'have I taken too many tablets?',
  ])('is: %s', (text) => {
    expect(isPoisoning(tokenize(text))).toBe(true);
  });

  it.each([
    'What pills did my daughter take?',
    'How many pills did I take?',
    'Did the dog eat my pills?',
    'When did my son swallow a pill?',
    'I took my pills',
    'my son took me to the hospital for my medicine',
    'my daughter took her pills',
    'I spent too much, I took too many trips',
    'my son ate all the cookies',
  ])('is not: %s', (text) => {
    expect(isPoisoning(tokenize(text))).toBe(false);
  });
});
