import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

it.each([
  'what did I spend last night at Costco',
  'what did we pay last night at the restaurant',
  'how much is my car payment',
  'what is our car lease',
  'do I pay rent in January',
  'are we paying the rent this week',
  'do we have to pay the clinic',
  'how much of my salary did I spend in May',
  'what did I spend on coffee and earn in May',
  'what did I spend in this period',
  'my spending in the US',
  'which expenses have been reimbursed',
  'was the hotel reimbursed',
  'what did I spend on myself',
  'what did I buy for just ourselves in May',
  'who did I pay the least',
  'where have we spent the least this year',
  'did the insurance pay for the clinic',
  'what does Netflix cover',
  'what do I spend on a typical Saturday',
  'how much would my medicines cost without insurance',
  'the average Monday at Costco',
])('answers nothing beside what is asked: %s', async (question) =>
  expect((await account.ask(question)).declined).toBeDefined(),
);

it.each([
  ['what did I spend last week at Costco', 'I found no transactions at Costco last week'],
  ['what were my rent payments in May', '$1,450.00'],
  ['do I pay rent', 'Yes.'],
  ['what can I have reimbursed', '12 reimbursable transactions'],
  ['have we paid the clinic', 'Yes.'],
  ['how much salary did I get in May', '$3,350.00'],
  ['did Acme pay me in May', '$3,350.00'],
  ['where did I buy the least expensive thing in May', 'smallest expense'],
  ['what did I spend on Saturday', '$44.90'],
  ['what did I spend on the food in May', 'on food in May'],
  ['what did I spend on the pharmacy', 'at City Pharmacy'],
])('answers what is near to it: %s', async (question, text) => {
  expect((await account.ask(question)).text).toContain(text);
});
