import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

describe('a noun that is left out', () => {
  it.each([
    ["what's on hold", 'Latanoprost'],
    ['which one is on hold', 'Latanoprost'],
    ['which ones have no refills left', 'Lipitor'],
    ['which ones are injections', 'Lantus'],
    ['which are taken twice daily', 'Glucophage'],
    ['what am I not taking any more', 'Zyrtec'],
    ['how many are on hold', 'one on-hold'],
    ['which ones are confirmed', 'Thyroid check'],
    ['how many were cancelled', '2 cancelled'],
    ["what isn't covered by my insurance", 'Vitamin D3'],
    ['oxygen', '99 %'],
    ['highest temperature', '101.3'],
    ['when was my last reaction', 'September 12, 2026'],
  ])('is understood where nothing else can be meant: %s', async (question, said) => {
    const { text, declined } = await account.ask(question);
    expect(declined).toBeUndefined();
    expect(text).toContain(said);
  });

  it.each([
    "what's on hold at the library",
    'which flights are cancelled',
    'which are upcoming',
    'what did I finish this week',
    'which ones are in the morning',
    'oxygen in the fish tank',
    'highest temperature in Paris',
    'what is a reaction',
  ])('is not guessed: %s', async (question) => {
    expect((await account.ask(question)).declined).toBeDefined();
  });
});
