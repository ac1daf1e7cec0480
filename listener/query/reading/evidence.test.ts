import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

it.each([
  ['what time Friday', '2:00 PM'],
  ['which doctor on the 27th', "O'Brien"],
  ['morning or afternoon on Friday', '2:00 PM'],
  ['what got cancelled', 'cancelled'],
])('is of a visit: %s', async (question, answer) => {
  const { intent, text } = await account.ask(question);
  expect(intent).toBe('APPOINTMENT');
  expect(text).toContain(answer);
});

it.each([
  'what time is it in Tokyo on Friday',
  'what time was it last Friday',
  'who is the doctor of the team on Friday',
  'what got cancelled on television',
  'which flights were cancelled',
])('is of no visit: %s', async (question) => {
  expect((await account.ask(question)).declined).toBeDefined();
});
