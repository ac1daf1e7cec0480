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

/** The last of several questions, with ">>" between them. */
const ask = (of: CorpusAccount, asked: string) => {
  const turns = asked.split(' >> ');
  return of.ask(turns.at(-1) ?? '', turns.slice(0, -1));
};

describe('a question as a whole', () => {
  it.each([
    ['dose of lisinopril, sorry, of metformin', 'Glucophage: 500 mg'],
    ['dose of zork, sorry, of metformin', 'Glucophage: 500 mg'],
    ['what did I spend in September, no wait, in October', 'You spent $2,018.44 in October 2026'],
    ['when do I see the dentist >> time', '8:15 AM'],
    ['do I take metformin >> time', 'The current time is 10:00'],
    ['is it Monday', 'Yes.'],
    ['is it Tuesday', 'No.'],
    ['is my pulse higher than the time before', 'Yes. Your pulse was 88 bpm'],
    ['my pulse >> is it higher than last time', 'Yes. Your pulse was 88 bpm'],
    [
      'coffee this month >> is that more than last month',
      'No. You spent $15.15 this month and $24.60 last month',
    ],
    [
      'did I go to Costco more often than Starbucks this year',
      'No. There are 7 transactions at Costco and 14',
    ],
    ['Costco more often than Starbucks this year', 'There are 7 transactions at Costco and 14'],
    ['which is cheaper, Lipitor or lisinopril', 'Lipitor: $9.75, and Lisinopril: $12.99.'],
    ['who is Dr. Chen >> when do I see him', 'no upcoming appointments with Dr. Thomas Chen'],
    ['who is Dr. Chen >> and Dr. Johnson >> when do I see him', 'with Dr. Sarah Johnson'],
    ['penicillin allergy?', 'Yes. Penicillin'],
    ['what did I spend at Costco >> how many transactions', 'There are 13 transactions at Costco.'],
    ['how many transactions', 'There are 206 transactions.'],
    ['what did I spend at Costco >> what did I buy', 'at Costco:'],
    ['which medicine gives me a rash', 'Sulfa drugs'],
    ['what do I take for chest pain', 'no medication for chest pain on record'],
    ["the last time we ate at McDonald's, when it was", "McDonald's: $9.35"],
    ['total cost of my pills', 'Your 8 active medications cost $154.74 in all.'],
    ['what is my weight love', '180.4 lb'],
  ])('is answered: %s: %s', async (asked, said) => {
    const { text, declined } = await ask(account, asked);
    expect(declined).toBe(asked.includes('chest') ? 'unknown-name' : undefined);
    expect(text).toContain(said);
  });

  it.each([
    ['we are at the pharmacy what is my dose of lipitor', 'we are at the pharmacy'],
    ['what was my weight in May, when I was ill', 'when I was ill'],
    ['was I allergic to milk as a child', 'as a child'],
  ])('says what it leaves out: %s', async (asked, left) => {
    expect((await ask(account, asked)).text).toContain(`I did not take into account: “${left}”`);
  });

  it.each([
    ['thanks', 'thanks'],
    ['get me in to see the dentist', 'change'],
    ['I have chest pain', 'emergency'],
    ['when do I see her', 'other-person'],
    ['word '.repeat(61), 'too-long'],
    ['is that more than last month', 'not-understood'],
    ['what was my biggest coffee this month >> is that less than last month', 'not-understood'],
    ['is my highest pulse higher than last time', 'not-understood'],
    ['which is cheaper, Lipitor, Lantus or lisinopril', 'not-understood'],
    ['all my appointments confirmed?', 'not-understood'],
    ['total cost of my pills in May', 'not-understood'],
  ])('is declined: %s: %s', async (asked, reason) => {
    expect((await ask(account, asked)).declined).toBe(reason);
  });
});

describe('a question about the family', () => {
  it.each([
    ["what is the dose of lipitor, my wife's", 'Ellen has no active medications called Lipitor'],
    ['Ellen, which pills does she take', 'Ellen has 2 active medications'],
    ['who in the family has the highest pulse', 'You. Your latest measurement'],
    ['who in the family weighs the least', 'Ellen. Your latest measurement'],
    ['who takes the most pills', 'You. Medications: you 8, Ellen 2, Tim 0, and Rose 0.'],
    ['who in the family has pills', 'Ellen: Fosamax'],
    ['who was at the dentist in October', 'nobody in the family'],
    ["when is Tim's birthday", 'Tim Hale: Friday, February 17, 1995.'],
    ['when is my birthday', 'Robert Hale: Wednesday, April 12, 1961.'],
  ])('is answered: %s: %s', async (asked, said) => {
    expect((await ask(family, asked)).text).toContain(said);
  });

  it('is declined where two of them are meant', async () => {
    expect((await ask(family, "and mine, Ellen's pills")).declined).toBe('other-person');
  });
});

describe('a name that is not on record', () => {
  it.each([
    'which medicine do I take most often',
    'did my doctor change my Lisinopril',
    'which of my appointments are with new doctors',
    'which visits are with others',
    'did I buy at the same',
  ])('is not made of words that name nothing: %s', async (text) =>
    expect((await ask(account, text)).declined).toBe('not-understood'),
  );

  it.each([
    ['what did I spend at New York Pizza', 'at New York Pizza'],
    ['what did I buy at Other World', 'at Other World'],
    ['do I take anything in the afternoon', 'No medication on record says “in the afternoon”.'],
  ])('is told: %s: %s', async (text, told) => expect((await ask(account, text)).text).toContain(told));
});
