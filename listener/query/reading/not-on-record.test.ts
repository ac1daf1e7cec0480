import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(async () => {
  await account.close();
});

describe('a medicine that is not on record', () => {
  it.each([
    ['dosage for gabapentin', 'gabapentin'],
    ['how many refills are left on Ambien', 'ambien'],
    ['who prescribed my Xanax', 'xanax'],
    ['when did I come off warfarin', 'warfarin'],
    ['what was the prednisone for', 'prednisone'],
    ['how much Ozempic do I take', 'ozempic'],
    ['do I take any ibuprofen', 'ibuprofen'],
  ])('is said so by its name: %s', async (text, name) => {
    expect((await account.ask(text)).text).toBe(`I have no record of ${name}.`);
  });

  it.each([
    'has my Lantus dose changed',
    'has my metformin dose gone up',
    'my Synthroid dose next year',
    'how much Aleve did I take yesterday',
    'what is my car for',
    'dose of love',
    'when did I start golf',
    'dosage for dogs',
    'my coffee refills',
  ])('is no other thing: %s', async (text) => {
    expect((await account.ask(text)).text).not.toContain('no record of');
  });
});

describe('a doctor who is not on record', () => {
  it.each(['phone number for Dr. Smith', 'what did Dr. Smith prescribe', "Dr. Smith's office hours"])(
    'is said so by his name: %s',
    async (text) => {
      expect((await account.ask(text)).text).toBe('I do not know a doctor named smith.');
    },
  );

  it.each(['what are the office hours of Dr. Chen', 'who is doctor who', "what is the doctor's fax"])(
    'is nobody who is, and no other word: %s',
    async (text) => {
      expect((await account.ask(text)).text).not.toContain('a doctor named');
    },
  );
});
