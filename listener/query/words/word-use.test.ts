import { expect, test } from 'vitest';
import { compilePattern } from './pattern.ts';
import { tokenize } from './tokenize.ts';
import { WordUse } from './word-use.ts';

test('a word is accounted for once, and only words of the subject score', () => {
  const words = new WordUse(tokenize('show my blue pills and pills'), new Set([0]));
  const pills = words.spread([compilePattern('pill')]);
  expect(pills).toEqual([3, 5]);
  words.take(pills);
  words.use([1]);
  expect(words.score).toBe(2);
  expect(words.left()).toEqual([2, 4]);
  expect(words.spread([compilePattern('pill')])).toEqual([]);
});
