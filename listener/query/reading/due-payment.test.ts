import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

it.each([
  ['how much was dinner at La Trattoria', '$58.75 on Friday, November 13, 2026'],
  ['what did the Costco run cost', '$137.74 on Wednesday, October 14, 2026'],
])('is the latest of many visits: %s', async (question, answer) => {
  expect((await account.ask(question)).text).toContain(answer);
});

it.each([
  ['how much did I spend on dinner at La Trattoria', '$397.75'],
  ['how much was dinner at La Trattoria in total', '$397.75'],
  ['how much was dinner at La Trattoria in October', '$66.50'],
])('adds up all of them where that is asked: %s', async (question, answer) => {
  expect((await account.ask(question)).text).toContain(answer);
});

it.each([
  ['what did I pay the clinic for', ['Lab work', 'Co-payment']],
  ['what was the garage visit for', ['Brakes']],
  ['which account did the laptop come from', ['VISA']],
])('tells what is noted of payments: %s', async (question, notes) => {
  const { text } = await account.ask(question);
  for (const note of notes) expect(text).toContain(note);
});

it.each(['what did I pay for', 'what was the garage visit for in August', 'what did I pay for in November'])(
  'passes over no “for”: %s',
  async (question) => {
    expect((await account.ask(question)).declined).toBeDefined();
  },
);
