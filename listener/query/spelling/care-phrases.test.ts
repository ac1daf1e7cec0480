import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { inUsualPhrases } from './usual-phrases.ts';

const read = (text: string) => joinedWords(inUsualPhrases(tokenize(text)));

describe('other ways to ask of medicines and doctors', () => {
  it.each([
    ['who sees to my heart', 'who looks after my heart'],
    ['which fella takes care of my breathing', 'which doctor takes care of my breathing'],
    ['who follows me for the diabetes', 'who looks after my diabetes'],
    ['who is my house doctor', 'who is my family doctor'],
    ['since how many years do i take it', 'how many years do i take it'],
    ['until when have i taken aleve', 'when did i stop aleve'],
    ['when did i knock the aleve on the head', 'when did i stop the aleve'],
    ['which one was it they started me on', 'which one did they start me on'],
    ['any more refills coming on lipitor', 'refills left on lipitor'],
    ['anything for a sore back', 'anything for back pain'],
    ['what should i stay away from with lipitor', 'what should i avoid with lipitor'],
    ['is it paid for by my plan', 'is it paid by my insurance'],
    ['what is the go with the drops', 'what is the status of the drops'],
  ])('reads %j', (text, meant) => {
    expect(read(text)).toBe(meant);
  });

  it.each([
    'who sees to it',
    'how much did i spend on my plan',
    'how long have i been on it',
    'which doctor takes care of my breathing',
    'is the house insured',
    'when do i see the doctor',
  ])('leaves %j', (text) => {
    expect(read(text)).toBe(text);
  });
});
