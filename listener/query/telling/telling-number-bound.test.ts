import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCorpusAccount } from '../testing/asked-account.ts';

describe('answers about a number that a detail is compared with', () => {
  let account: Awaited<ReturnType<typeof openCorpusAccount>>;
  beforeAll(async () => {
    account = await openCorpusAccount('main');
  });
  afterAll(() => account.close());

  it.each([
    [
      'which have at most one refill',
      'There are 4 active medications with at most 1 refill. Glucophage: 1 refill left, Hydrocortisone cream: 1 refill left, Lipitor: 0 refills left, and Vitamin D3: 0 refills left.',
    ],
    [
      'is any of my pills over 40 dollars',
      'Yes. There is one active medication with a cost of more than $40.00. Lantus: $49.00.',
    ],
    ['do I have at least three refills for lisinopril', 'Yes. Lisinopril: 3 refills left.'],
    ['do I have more than three refills for lisinopril', 'No. Lisinopril: 3 refills left.'],
    ['is my Lipitor 20 milligrams', 'Yes. Lipitor: 20 mg once daily at bedtime.'],
    // The number alone is not the dose.
    ['is my Synthroid 75 mg', 'No. Synthroid: 75 mcg once daily.'],
    ['do I take more than ten pills', 'No. There are 8 active medications.'],
  ])('says which, or whether: %s', async (question, answer) => {
    expect((await account.ask(question)).text).toBe(answer);
  });

  it('goes on of those that the number chose', async () => {
    const { text } = await account.ask('what are they for', ['which of my meds cost more than 30 dollars']);
    expect(text).toBe('Lantus is for: Type 2 diabetes, and Ventolin inhaler is for: Asthma.');
  });
});
