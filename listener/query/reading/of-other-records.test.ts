import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
let family: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
  family = await openCorpusAccount('family');
});
afterAll(async () => {
  await account.close();
  await family.close();
});

describe('what depends on a record of another kind', () => {
  it.each([
    'what did I weigh when I had the fever',
    'what was my sugar when I started Lantus',
    'how many doctors are with the clinic',
    "which medicines can't I have",
    'have I had my Lantus today',
    'have I had my insulin yet',
    'when did I last take amoxicillin',
    'my weight now and in June',
    'my next appointment and the phone number',
    'how many reactions have I had to peanuts',
    'tell me about my health',
    'what has changed in my medicines since September',
    'when did I last take antibiotics',
    'is Lipitor on prescription',
    'can I get Lipitor without a prescription',
    'am I allergic to any of my own medicines',
    'do I have an appointment on a Monday',
    'did I see a doctor at a weekend',
    'what must I not eat with my medicines',
    'what was my blood pressure while I had the fever',
  ])('is declined: %s', async (question) => {
    expect((await account.ask(question)).declined).toBeDefined();
  });

  it.each([
    ['since when have I had the Lantus', 'August 10, 2025'],
    ['do I have a Friday appointment', 'November 27, 2026'],
    ['which medicines am I allergic to', 'Sulfa drugs'],
    ['when I last weighed myself, what was it', '180.4'],
    ['what was my temperature in February, when I was ill', '101.3'],
    ['what was my blood pressure review in August about', 'Blood pressure review'],
    ['how many doctors do I have', '9 doctors'],
    ['what should not be taken with Synthroid', 'calcium'],
    ['have I ever had amoxicillin', 'Amoxicillin'],
    ['when did I stop amoxicillin', 'February 19, 2026'],
    ['my health spending', '$292.88'],
    ["the dentist's phone number and my next visit", 'December 1, 2026'],
    ['am I allergic to penicillin or sulfa', 'Yes. Sulfa drugs'],
    ['my highest and lowest weight', '180.4'],
    ['my previous weight', '181.0'],
    ['blood pressure review on Friday', '2:00 PM'],
    ['first appointment with Dr. Johnson ever', 'November 14, 2025'],
    ['what is RX-2140', 'one medication with the number'],
    ['do I have my inhaler on the list', 'Ventolin'],
  ])('is no reason to decline: %s', async (question, said) => {
    const { text, declined } = await account.ask(question);
    expect(declined).toBeUndefined();
    expect(text).toContain(said);
  });
});

describe('what somebody is to another one of the family', () => {
  it.each(["who is Tim's mother", "what is my wife's mother's name", "is Rose Ellen's mother"])(
    'is on no record: %s',
    async (question) => {
      expect((await family.ask(question)).declined).toBeDefined();
    },
  );

  it.each([
    ['how old is my wife Ellen', '63'],
    ["when is my son Tim's birthday", '1995'],
    ['who is my mother', 'Rose'],
  ])('is none where one is named twice: %s', async (question, said) => {
    expect((await family.ask(question)).text).toContain(said);
  });
});
