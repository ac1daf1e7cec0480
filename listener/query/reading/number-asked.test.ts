import { describe, expect, it } from 'vitest';
import { subjectOf } from '../testing/built-in-table.ts';
import { matchOf } from '../testing/named-words.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findNumberBound } from './number-asked.ts';

interface More {
  readonly detail?: readonly [label: string, indices: readonly number[]];
  readonly nouns?: readonly number[];
  readonly names?: readonly string[];
  readonly settled?: readonly number[];
}
const bound = (intent: string, text: string, { detail, nouns = [], names = [], settled = [] }: More = {}) => {
  const subject = subjectOf(intent);
  const words = new WordUse(tokenize(text), new Set(settled));
  const ask = subject.asks.find(({ label }) => label === detail?.[0]);
  const known = names.map((one) => matchOf(subject, words.tokens, one));
  const asked = ask && detail ? { ask, indices: detail[1] } : undefined;
  const found = findNumberBound(words, subject, asked, { nouns, known });
  return (
    found && [
      found.sense,
      found.value,
      found.of?.ask.label,
      words
        .left()
        .map((at) => words.tokens[at]?.word)
        .join(' '),
    ]
  );
};
const refills = (...indices: readonly number[]) => ({ detail: ['refills', indices] as const });

describe('a number that a detail is compared with', () => {
  it.each<[string, More, unknown]>([
    ['which have less than 2 refills', refills(5), ['less than', 2, 'refills', 'which have']],
    ['which have at least 2 refills', refills(5), ['at least', 2, 'refills', 'which have']],
    ['which have up to 2 refills', refills(5), ['at most', 2, 'refills', 'which have']],
    ['which have 2 refills', refills(3), ['exactly', 2, 'refills', 'which have']],
    ['which have one refill', refills(3), ['exactly', 1, 'refills', 'which have']],
    ['which have exactly 2 refills', refills(4), ['exactly', 2, 'refills', 'which have']],
    ['how many have over 2 refills', refills(5), ['more than', 2, 'refills', 'have']],
    ['how often have over 2 refills', refills(5), ['more than', 2, 'refills', 'how often have']],
    ['which have over 2', refills(0), ['more than', 2, 'refills', 'which have']],
    ['which have 2 left', refills(0), undefined],
    ['which have over 2 days', refills(0), undefined],
    ['which have over', refills(0), undefined],
    ['which have over 12345 refills', refills(4), undefined],
  ])('%s', (text, more, found) => expect(bound('MEDICATION', text, more)).toEqual(found));

  it('stands in words that are free', () => {
    expect(
      bound('MEDICATION', 'which have less than 2 refills', { ...refills(5), settled: [2] }),
    ).toBeUndefined();
    expect(
      bound('MEDICATION', 'which have less than 2 refills', { ...refills(5), settled: [4] }),
    ).toBeUndefined();
  });

  it('is of the number of records by their noun', () => {
    const of = (text: string, nouns: readonly number[]) => bound('MEDICATION', text, { nouns });
    expect(of('do I take more than 5 pills', [6])).toEqual(['more than', 5, undefined, 'do i take pills']);
    expect(of('do I take more than 5 of the red pills', [9])).toBeUndefined();
    expect(of('do I take more than 5 of the pills', [8])).toEqual([
      'more than',
      5,
      undefined,
      'do i take of the pills',
    ]);
    expect(of('do I take 5 pills', [4])).toBeUndefined();
    expect(of('do I take exactly 5 pills', [5])).toBeUndefined();
    expect(of('pills more than 5', [0])).toBeUndefined();
  });

  it('is none of what has bounds of its own', () => {
    expect(bound('TRANSACTION', 'over 5 payments', { nouns: [2] })).toBeUndefined();
    expect(bound('HEALTH_DATA', 'over 5 readings', { nouns: [2] })).toBeUndefined();
  });

  it('may be claimed of one by its unit', () => {
    const names = ['drug:lisinopril'];
    expect(bound('MEDICATION', 'is it 10 mg of lisinopril', { names })).toEqual([
      'exactly',
      10,
      'dose',
      'is of lisinopril',
    ]);
    expect(bound('MEDICATION', 'is lisinopril 10 mg', { names })).toEqual([
      'exactly',
      10,
      'dose',
      'is lisinopril',
    ]);
    expect(bound('MEDICATION', 'what is 10 mg of lisinopril', { names })).toBeUndefined();
    expect(bound('MEDICATION', 'is it 10 mg')).toBeUndefined();
    expect(bound('MEDICATION', 'is it 10 mg of lisinopril', { names, settled: [3] })).toBeUndefined();
  });
});
