import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCorpusAccount } from '../testing/asked-account.ts';

describe('answers about several members of the family', () => {
  let account: Awaited<ReturnType<typeof openCorpusAccount>>;
  beforeAll(async () => {
    account = await openCorpusAccount('family');
  });
  afterAll(() => account.close());

  it.each([
    ['who takes Zoloft', 'Ellen: Zoloft 50 mg once daily.'],
    ['is anyone else allergic to shellfish', 'Yes. Ellen: Shellfish (severe, Swelling).'],
    [
      'who takes Adderall',
      'I found nobody in the family. Tim: Adderall was discontinued on Monday, June 30, 2025.',
    ],
    // Which medicines are of a class no record says: that is no "No".
    [
      'is anyone here on antibiotics',
      'I found nobody in the family. You: Amoxicillin was completed on Thursday, February 19, 2026.',
    ],
    ['does Ellen have more allergies than me', 'No. Allergies: Ellen 1, and you 5.'],
    [
      'what does everybody weigh',
      "Your latest measurement, from Saturday, November 21, 2026: weight 180.4 lb. Ellen's latest measurement, from Sunday, November 22, 2026: weight 141.0 lb.",
    ],
    ['which of us takes the most medicines', 'You. Medications: you 8, Ellen 2, Tim 0, and Rose 0.'],
  ])('says who it is: %s', async (question, answer) => {
    expect((await account.ask(question)).text).toBe(answer);
  });

  it('says who was not measured, and nothing more', async () => {
    const { text } = await account.ask('does Tim weigh more than Ellen');
    expect(text).toMatch(/^I have no weight measurement of Tim on record\./);
  });

  it('goes on of whoever was told', async () => {
    const { text } = await account.ask('what for', ['who takes Zoloft']);
    expect(text).toBe('Ellen: Zoloft is for: Depression.');
  });
});
