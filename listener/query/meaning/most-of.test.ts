import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

it.each([
  ['How many drops in each eye?', /one drop in each eye/i],
  ['Where did I spend the most in October?', /most/],
])('is read before the names of the account are known: %s', async (question, answer) => {
  expect((await account.restarted().ask(question)).text).toMatch(answer);
});
