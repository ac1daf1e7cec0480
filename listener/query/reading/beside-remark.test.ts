import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(async () => await account.close());

describe('a question behind what is told', () => {
  it.each([
    ['I take Lipitor at night. When do I take Lisinopril?', 'Lisinopril: once daily. Take in the morning.'],
    ['I started Lipitor in 2023. When did I start Synthroid?', 'Synthroid: since Saturday, June 1, 2019.'],
    ['I saw the dentist in June. When did I see Dr. Chen?', 'Thursday, April 16, 2026'],
    ['I paid Netflix in May. When did I pay Costco?', 'at Costco: $137.74'],
    ['My Lantus is 18 units. What is my Metformin dose?', 'Glucophage: 500 mg'],
    ['I stopped Aleve. What am I taking?', 'You are currently taking 8 medications'],
    ['I had the flu shot last year. When is my next flu shot?', 'December 7, 2026'],
    ['The dentist is on Tuesday. When is the flu shot?', 'December 7, 2026'],
    ['Dr. Chen cancelled. When is my next appointment?', 'Your next appointment is on Friday'],
    ['I was allergic to milk. What am I allergic to?', 'You have 5 allergies recorded'],
    ['I am allergic to peanuts. Am I allergic to milk?', "No. Cow's milk is no longer active."],
    [
      'we went to Costco in May, what did we spend at Starbucks in May',
      'You spent $6.75 at Starbucks in May 2026',
    ],
  ])('is of its own names: %s: %s', async (text, told) => {
    const reply = await account.ask(text);
    expect(reply.text).toContain(told);
    expect(reply.text).toContain('I did not take into account');
  });

  it.each([
    'I have no appointment tomorrow. When is my next one?',
    'I see Dr. Chen on Friday, when is the one after that?',
    'I had a visit in June. When is the next one?',
    'I am going to Costco on Friday, what did I spend there last time?',
    'We are off to the dentist tomorrow. When was I there last?',
  ])('is of another one than that of the time told: %s', async (text) =>
    expect((await account.ask(text)).declined).toBeDefined(),
  );

  it.each([
    ['I saw Dr. Petrov last week, what did he prescribe', 'You have no medications from Petrov'],
    ['I am going to the dentist, when is that?', 'December 1, 2026'],
    ['I take Lipitor and Lisinopril, what are they for?', 'Lipitor is for'],
    ['I am going to Costco, what did I spend there in May?', '$20.00'],
    ['I was at Costco in August. What did I spend there?', 'at Costco in August 2026'],
  ])('is of what was told where it names nothing: %s: %s', async (text, told) =>
    expect((await account.ask(text)).text).toContain(told),
  );
});
