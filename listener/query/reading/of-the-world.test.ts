import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(async () => {
  await account.close();
});

describe('what anybody may know of a thing that is on record', () => {
  it.each([
    'what kind of drug is Synthroid',
    'Zyrtec is what schedule drug',
    'is Lantus a medicine',
    'is Aleve a drug',
    "what's in Lipitor",
    'what is in the flu shot',
    'is penicillin a sulfa drug',
    'is penicillin an antibiotic',
    'are peanuts nuts',
    'what is eczema',
    'what is an antibiotic',
    'what does Lantus do to the liver',
    'can you outgrow a latex allergy',
    'what are the dosage strengths of Lisinopril',
    'what is the maximum dose of Synthroid',
    'when to stop Synthroid',
    'what medicines treat eczema',
  ])('is not answered by the record: %s', async (text) => {
    expect((await account.ask(text)).declined).not.toBeUndefined();
  });

  it.each([
    ['is ventolin a pill or an inhaler', 'inhalation'],
    ['is Synthroid a drug I take', 'Yes. Synthroid'],
    ['is latex a contact allergy', 'Yes'],
    ['are peanuts my allergy', 'Peanuts'],
    ["what's the flu shot on December 7", '11:00 AM'],
    ['what is lisinopril', 'Lisinopril 10 mg'],
    ['what can Lipitor do to me', 'muscle pain'],
    ['what strengths are my pills', 'Lisinopril: 10 mg'],
    ['when to take Lipitor', 'bedtime'],
    ['when did I stop Zyrtec', '2024'],
  ])('is told where the record is meant: %s', async (text, says) => {
    const { declined, text: said } = await account.ask(text);
    expect([declined, said]).toEqual([undefined, expect.stringContaining(says)]);
  });

  it('has the dose told beside advice on the highest one', async () => {
    expect((await account.ask('what is the highest dose of Lipitor')).text).toBe(
      'I cannot give medical advice; please ask your doctor. Lipitor: 20 mg once daily at bedtime.',
    );
  });
});
