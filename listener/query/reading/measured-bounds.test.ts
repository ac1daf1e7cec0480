import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { changeBeginning } from '../telling/telling-bounded.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { findBounds, wayOf } from './measured-bounds.ts';

const subject = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'HEALTH_DATA');
const weight = subject?.measures.filter(({ label }) => label === 'weight') ?? [];

const bounds = (text: string) => {
  if (subject === undefined) throw new Error('no measurements');
  const words = new WordUse(tokenize(text), new Set());
  return { ...findBounds(words, subject, weight), isByUsed: words.used.has(4) };
};

describe('a bound of what is measured', () => {
  it.each([
    ['is my weight over 180', 180],
    ['is my weight over 180 pounds', 180],
    ['is my weight over 80 kilos', undefined],
  ])('is in the unit of the records: %s', (text, over) => expect(bounds(text).over).toBe(over));

  it.each([
    ['was my temperature over 38', undefined],
    ['was my temperature over 100', 100],
  ])('is of the scale of the records: %s', (text, over) => {
    const temperature = subject?.measures.filter(({ label }) => label === 'temperature') ?? [];
    const words = new WordUse(tokenize(text), new Set());
    expect(subject && findBounds(words, subject, temperature).over).toBe(over);
  });

  it('is of the change where it says by how much', () => {
    expect(bounds('did my weight drop by more than 10 pounds')).toMatchObject({ over: 10, isByUsed: true });
  });

  it('is of any time where it says ever', () => {
    expect(bounds('is my weight ever over 185')).toMatchObject({ over: 185, isReached: true });
  });
});

describe('a bound of an amount', () => {
  const money = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'TRANSACTION');
  const of = (text: string, settled: readonly number[] = []) => {
    if (money === undefined) throw new Error('no payments');
    return findBounds(new WordUse(tokenize(text), new Set(settled)), money, []);
  };
  it.each([
    ['anything over 2k', { over: 2000, under: undefined }],
    ['anything over 2', { over: 2, under: undefined }],
    ['anything over $1,450.50', { over: 1450.5, under: undefined }],
    ['anything over a hundred', { over: 100, under: undefined }],
    ['anything under 20 dollars', { over: undefined, under: 20 }],
    ['anything over €20', { over: undefined, under: undefined }],
    ['anything under 20 pounds', { over: undefined, under: undefined }],
    ['anything over it', { over: undefined, under: undefined }],
  ])('%s', (text, found) => expect(of(text)).toEqual(found));

  it('is no number that is explained otherwise', () => {
    expect(of('anything over 100', [2]).over).toBeUndefined();
    expect(of('anything over 100', [1]).over).toBeUndefined();
  });
});

describe('which way a measurement went', () => {
  it.each([
    ['did it go up', 'up'],
    ['did it go down', 'down'],
    ['did it go up or down', undefined],
    ['did it change', 'any'],
    ['did it stay the same', 'none'],
    ['did it hurt', undefined],
  ])('%s: %s', (text, way) => expect(wayOf(tokenize(text))).toBe(way));
});

describe('how much a measurement has changed', () => {
  it.each([
    ['down', 10, -12, 'Yes. '],
    ['down', 10, -9, 'No. '],
    ['up', 10, -12, 'No. '],
    ['down', 10, -10, ''],
  ] as const)('is told beside the number that was said: %s %d %d', (way, over, change, said) => {
    expect(changeBeginning({ way, over, under: undefined }, [change])).toBe(said);
  });

  it('needs a number', () => {
    expect(changeBeginning({ way: 'up', over: undefined, under: undefined }, [3])).toBeUndefined();
  });
});
