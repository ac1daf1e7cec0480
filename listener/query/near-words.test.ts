import { expect, it } from 'vitest';
import { NEAR_WORDS } from './near-words.ts';

it('are words as a tokenizer writes them, in order', () => {
  const words = [...NEAR_WORDS];
  expect(words.length).toBeGreaterThan(500);
  expect(words.filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
  expect(words).toEqual([...words].sort());
});
