import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('family');
});
afterAll(() => account.close());

it.each(['who in the family sees a doctor this week', 'who in our family goes to the dentist'])(
  'takes the household for no specialty: %s',
  async (question) => {
    expect((await account.ask(question)).text).not.toContain('Family medicine');
  },
);

it('names the family doctor by the same word', async () => {
  expect((await account.ask('when do I see my family doctor')).text).toContain('Sarah Johnson');
});

it('asks for one of those who are paid by the words that ask for all of them', async () => {
  expect((await account.ask('who did we pay the most this year')).text).toContain('the most');
  expect((await account.ask('who did we pay most recently')).text).toContain('Green Grocer');
});
