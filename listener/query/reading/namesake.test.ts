import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

// Reading the account's names takes longer than a test may, where other tests run beside it.
describe('somebody who is called as a doctor is, or by a word of questions', { timeout: 60_000 }, () => {
  let account: CorpusAccount;
  beforeAll(async () => {
    account = await openCorpusAccount('main');
  }, 60_000);
  afterAll(() => account.close());

  it.each([
    'what is Sarah taking',
    'what does Thomas take for his asthma',
    'is Raman allergic to latex',
    'what did Emily spend at Costco',
    'when does Emily see the dentist',
    'when is Sarah Johnson seeing Dr. Chen',
    'has Grace been to the dentist this year',
    'what did Max weigh in October',
    "what was Max's blood pressure",
    'does Max have an appointment on Friday',
    'is Max on insulin',
    'when does Will see Dr. Chen',
    'does Will have an appointment tomorrow',
  ])('is not the speaker: %s', async (text) => expect((await account.ask(text)).declined).toBeDefined());

  it.each([
    ['what did Sarah prescribe', 'Lisinopril 10 mg'],
    ['when is Raman seeing me', 'December 18, 2026'],
    ['what did Chen see me for', 'Asthma review'],
    ['when do I see Sarah Johnson', 'December 7, 2026'],
    ['what is my max weight', '191.0 lb'],
    ['what was the max blood pressure in 2025', '142/90'],
    ['will I see the dentist in December', 'December 1, 2026'],
    ['is Synthroid taken with food', 'No. Synthroid'],
  ])('is who is meant otherwise: %s: %s', async (text, told) =>
    expect((await account.ask(text)).text).toContain(told),
  );
});

it('may be of the family', { timeout: 60_000 }, async () => {
  const family = await openCorpusAccount('family');
  expect((await family.ask('does Ellen weigh more than me')).text).toContain('141.0 lb');
  await family.close();
});
