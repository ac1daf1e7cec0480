import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withLookedAfter } from './looked-after.ts';

const put = (text: string) => joinedWords(withLookedAfter(tokenize(text)));

describe('whoever looks after a part of the body', () => {
  it.each([
    ['who is managing the glaucoma', 'who is looking after my eyes'],
    ['which doctor does teeth', 'which doctor looks after my teeth'],
    ['which doctor is responsible for my hearing?', 'which doctor looks after my ears'],
    ['who handles my sugar problem', 'who looks after my diabetes'],
    ['the bloke that looks after my eyes', 'the doctor that looks after my eyes'],
  ])('is asked for by it: %s', (said, meant) => {
    expect(put(said)).toBe(meant);
  });

  it.each(['what does my heart do', 'which doctor does my eye drops', 'who treats me', 'what treats asthma'])(
    'and else it is left: %s',
    (said) => {
      expect(put(said)).toBe(said);
    },
  );
});
