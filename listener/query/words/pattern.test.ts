import { describe, expect, it } from 'vitest';
import { compilePattern, findEvery, findPattern, hasAny, isWhole, patternWords } from './pattern.ts';
import { tokenize } from './tokenize.ts';

const all = () => true;
const find = (source: string, text: string, free: (index: number) => boolean = all, from = 0) =>
  findPattern(compilePattern(source), tokenize(text), free, from);

describe('a pattern', () => {
  it.each([
    ['how much', 'so how much is it', [1, 2]],
    ['how much', 'how very much', undefined],
    [' how  much ', 'so how much is it', [1, 2]],
    ['how\tmuch', 'so how much is it', [1, 2]],
    ['how .. much', 'how much', [0, 1]],
    ['how .. much', 'how very very much', [0, 3]],
    ['how .. much', 'how very very very much', undefined],
    ['how ... much', 'how very very very very much', [0, 5]],
    ['pill', 'my pills today', [1]],
    ['pills', 'my pill today', [1]],
    ['take|taking', 'am i taking it', [2]],
    ['Bäcker', 'the backer', [1]],
    ['for$', 'what for', [1]],
    ['for$', 'for what', undefined],
    ['for$', 'what for, please', [1]],
    ['what for$', 'what is it for', undefined],
    ['a ... b c', 'a b a b c', [0, 3, 4]],
    ['a .. b ... c', 'a x b x x x c', [0, 2, 6]],
  ])('%s in "%s" is %j', (source, text, places) => {
    expect(find(source, text)).toEqual(places);
  });

  it('stands only at words that are free', () => {
    expect(find('costco', 'costco and costco', (index) => index > 0)).toEqual([2]);
    expect(find('how .. much', 'how very much', (index) => index !== 2)).toBeUndefined();
    // What is between may be taken.
    expect(find('how .. much', 'how very much', (index) => index !== 1)).toEqual([0, 2]);
  });

  it('is found from a place on', () => {
    expect(find('a', 'a b a', all, 1)).toEqual([2]);
    expect(find('a', 'a b a', all, 3)).toBeUndefined();
  });

  it('is found everywhere, without overlapping', () => {
    expect(findEvery(compilePattern('a'), tokenize('a b a'), all)).toEqual([[0], [2]]);
    expect(findEvery(compilePattern('a b'), tokenize('a b c a b'), all)).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(findEvery(compilePattern('x'), tokenize('a b'), all)).toEqual([]);
  });

  it('is the whole of a question, or not', () => {
    const whole = (source: string, text: string) => isWhole(compilePattern(source), tokenize(text));
    expect(whole('good morning', 'Good morning!')).toBe(true);
    expect(whole('good morning', 'good morning hal')).toBe(false);
    expect(whole('good morning', 'a good morning')).toBe(false);
    expect(whole('morning', '')).toBe(false);
    expect(whole('good .. morning', 'good old morning')).toBe(false);
  });

  it('has one of several', () => {
    const patterns = ['weather', 'rain today'].map(compilePattern);
    expect(hasAny(patterns, tokenize('will it rain today'))).toBe(true);
    expect(hasAny(patterns, tokenize('will it rain tomorrow'))).toBe(false);
    expect(hasAny([], tokenize('rain'))).toBe(false);
  });

  it('knows its words', () => {
    expect(patternWords(compilePattern('takes|taken ... pills$'))).toEqual(['take', 'taken', 'pill']);
  });

  it.each([
    ['', '"" in "" is no word and no gap'],
    [' ', 'no word and no gap'],
    ['how ..', 'must begin and end with a word'],
    ['.. how', 'a gap stands between two words'],
    ['how .. ... much', 'a gap stands between two words'],
    ['how much?', '"much?" in "how much?" is no word and no gap'],
    ['a||b', 'is no word and no gap'],
    ['|a', 'is no word and no gap'],
    ['a|', 'is no word and no gap'],
    ['a|$', 'is no word and no gap'],
  ])('"%s" is refused', (source, why) => {
    expect(() => compilePattern(source)).toThrow(why);
  });
});
