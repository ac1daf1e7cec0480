import { describe, expect, it } from 'vitest';
import { subjectOf } from '../testing/built-in-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findBesideUsual } from './usual-compared.ts';

const measures = subjectOf('HEALTH_DATA').measures;
const of = (label: string) => measures.filter((one) => one.label === label);
const beside = (text: string, measured = of('pulse'), settled: readonly number[] = []) => {
  const words = new WordUse(tokenize(text), new Set(settled));
  const found = findBesideUsual(words, measured);
  return (
    found && [
      found.asked,
      found.value,
      words
        .left()
        .map((at) => words.tokens[at]?.word)
        .join(' '),
    ]
  );
};

describe('a measurement beside what is usual', () => {
  it.each([
    ['is my pulse higher than usual', ['more', undefined, 'is my pulse']],
    ['is my pulse lower than my average', ['less', undefined, 'is my pulse']],
    ['is my pulse below usual today', ['less', undefined, 'is my pulse']],
    ['is my pulse of 80 higher than usual', ['more', 80, 'is my pulse of']],
    ['is my pulse of 80.5 higher than usual', ['more', 80.5, 'is my pulse of']],
    ['is my pulse of 80 or 90 higher than usual', undefined],
    ['is my pulse on the 3rd higher than usual', ['more', undefined, 'is my pulse on the 3rd']],
    ['is my pulse higher than average', undefined],
    ['is my pulse high', undefined],
    ['was my pulse higher than usual', undefined],
  ])('%s: %j', (text, found) => expect(beside(text)).toEqual(found));

  it('has no number that is explained otherwise, and none of two figures', () => {
    expect(beside('is my pulse of 80 higher than usual', of('pulse'), [4])?.[1]).toBeUndefined();
    expect(beside('is my blood pressure of 120 higher than usual', of('blood pressure'))).toBeUndefined();
    expect(beside('is my blood pressure higher than usual', of('blood pressure'))).toBeDefined();
  });

  it('is of the one measure that is named', () => {
    expect(beside('is it higher than usual', [])).toBeUndefined();
    expect(beside('is it higher than usual', [...of('pulse'), ...of('weight')])).toBeUndefined();
  });
});
