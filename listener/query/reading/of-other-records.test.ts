import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

describe('what depends on a record of another kind', () => {
  it.each([
    'what did I weigh when I had the fever',
    'what was my sugar when I started Lantus',
    "what was my blood pressure when I saw Dr. O'Brien in August",
    'what was my blood pressure at the last visit',
    'how many doctors are with the clinic',
    "which medicines can't I have",
    'have I had my Lantus today',
    'have I had my insulin yet',
  ])('is declined: %s', async (question) => {
    expect((await account.ask(question)).declined).toBeDefined();
  });

  it.each([
    ['since when have I had the Lantus', 'August 10, 2025'],
    ['when I last weighed myself, what was it', '180.4'],
    ['what was my temperature in February, when I was ill', '101.3'],
    ['what was my blood pressure review in August about', 'Blood pressure review'],
    ['how many doctors do I have', '9 doctors'],
    ['what should not be taken with Synthroid', 'calcium'],
    ['have I ever had amoxicillin', 'Amoxicillin'],
    ['do I have my inhaler on the list', 'Ventolin'],
  ])('is no reason to decline: %s', async (question, said) => {
    const { text, declined } = await account.ask(question);
    expect(declined).toBeUndefined();
    expect(text).toContain(said);
  });
});
