import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

it.each([
  'did I spend less this October than last October',
  'did I spend less this October than last',
  'did I spend less in October than last October',
])('compares a month with that of the year before: %s', async (question) => {
  const { text } = await account.ask(question);
  expect(text).toMatch(/^No\. You spent \$2,018\.44 in October 2026 and \$1,905\.04 in October 2025/);
});

it('compares what was listed before by what it comes to', async () => {
  const { text } = await account.ask('is that less than last month', ['coffee this month']);
  expect(text).toMatch(/^Yes\. You spent \$15\.15 this month and \$24\.60 last month on coffee/);
});

it('compares no listed medicines', async () => {
  expect((await account.ask('is that less than last month', ['what do I take'])).declined).toBeDefined();
});
