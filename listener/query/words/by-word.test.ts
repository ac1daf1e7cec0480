import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { byWord } from './by-word.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(async () => await account.close());

const WORDS = Object.getOwnPropertyNames(Object.prototype);

it('has nothing but its entries', () => {
  const table = byWord({ one: 1 });
  expect(table.one).toBe(1);
  for (const word of WORDS) expect(table[word], word).toBeUndefined();
});

describe('a question with a word that every object has', () => {
  it.each([
    (word: string) => word,
    (word: string) => `my ${word} is on Friday, is it?`,
    (word: string) => `what did I spend in the last 3 ${word}`,
    (word: string) => `the first ${word} of last month`,
    (word: string) => `in the ${word} quarter, does Ellen ${word}?`,
    (word: string) => `2${word} and ${word} the 3rd in the ${word}`,
  ])('is answered or declined: %s', async (question) => {
    for (const word of WORDS) {
      const reply = await account.ask(question(word));
      expect(reply.status, word).toBe('success');
      expect(reply.text).not.toMatch(/function|native code|\[object/);
    }
  });
});
