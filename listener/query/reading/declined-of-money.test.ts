import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

const DUE = 'What payments are due, and when, is not on record.';

it.each([
  [
    'when is the Netflix subscription due',
    `${DUE} The 12 latest transactions at Netflix were all on the 7th of the month`,
  ],
  [
    'what day must I pay the electric bill by',
    `${DUE} The 12 latest transactions on electric bill were all on the 5th`,
  ],
  ['do I pay the rent next week', `${DUE} The 12 latest transactions on rent were all on the 1st`],
  ['when will we get paid', `${DUE} The 12 latest transactions at Acme were all on the 3rd of the month`],
  ['do I have to pay the garage', `${DUE} I have only one transaction at the garage on record`],
])('tells when it was paid until now: %s', async (question, text) => {
  const reply = await account.ask(question);
  expect(reply.declined).toBe('due-date');
  expect(reply.text).toContain(text);
});

it.each([
  'when is the payment on my gift card due',
  'when is my water bill due',
  'when is my car payment due',
  'when is the car insurance due',
])('tells nothing of what is not on record: %s', async (question) =>
  expect((await account.ask(question)).text).toBe(DUE),
);

it.each([
  ['did we spend too much on coffee this month', '$15.15 on coffee this month'],
  ['have I been spending a lot at Shell lately', '$44.90 at Shell in the last 30 days'],
])('tells how much it was: %s', async (question, text) => {
  const reply = await account.ask(question);
  expect(reply.declined).toBe('judgement');
  expect(reply.text).toContain(text);
  expect(reply.text).not.toMatch(/^(?:Yes|No)\b/);
});

it('says that a name is not on record', async () => {
  const reply = await account.ask('did I spend a lot on horses');
  expect(reply.declined).toBe('unknown-name');
});

it.each([
  ['should I pay off my loan', 'other-advice'],
  ['when is my sister’s phone bill due', 'other-person'],
  ['when is my library book due', 'not-understood'],
  ['when is my car due for new brakes', 'not-understood'],
  ['do I take too much insulin', 'advice'],
])('leaves other declines: %s', async (question, reason) =>
  expect((await account.ask(question)).declined).toBe(reason),
);

it('leaves what is due of somebody else of the family', async () => {
  const family = await openCorpusAccount('family');
  expect((await family.ask('when is Tim’s insurance due')).declined).not.toBe('due-date');
  expect((await family.ask('when is our insurance due')).declined).toBe('due-date');
  await family.close();
});

it('leaves what is answered', async () => {
  expect((await account.ask('when am I due at the dentist')).declined).toBeUndefined();
  expect((await account.ask('when do I pay the rent')).declined).toBeUndefined();
});
