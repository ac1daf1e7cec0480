import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withAskedInFront } from './asked-in-place.ts';

const put = (text: string) => {
  const tokens = withAskedInFront(tokenize(text));
  return tokens && joinedWords(tokens);
};

describe('what is asked for where its answer would stand', () => {
  it.each([
    ['zyrtec was stopped on which date', 'on which date was zyrtec stopped'],
    ['i have how many allergies', 'how many allergies do i have'],
    ['my insulin is for what illness', 'for what illness is my insulin'],
    ['i take how many medicines', 'how many medicines do i take'],
  ])('is put in front: %j', (text, meant) => {
    expect(put(text)).toBe(meant);
  });

  it.each([
    'what is my dose',
    'is it lipitor or what',
    'i forgot how to take it',
    'lipitor, what dose is it',
    'which',
  ])('is left: %j', (text) => {
    expect(put(text)).toBeUndefined();
  });
});
