import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import whole from './whole-answers.json' with { type: 'json' };

/** The corpus says what an answer must contain. Here is how it reads from its first letter to its last, one of each form. */
describe('a whole answer', () => {
  let account: CorpusAccount;
  beforeAll(async () => {
    account = await openCorpusAccount('main');
    await account.table.warmUp();
  });
  afterAll(() => account.close());

  it.each(Object.entries(whole))('reads as written: %s', async (question, answer) => {
    expect((await account.ask(question)).text).toBe(answer);
  });
});
