import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(async () => await account.close());

describe('a question beside medicines', () => {
  it.each([
    'when did my fever start',
    'when did my hay fever begin',
    'how long ago did my diabetes start',
    'when will my cough end',
  ])('of the illness is not answered by what is taken against it: %s', async (text) =>
    expect((await account.ask(text)).declined).toBeDefined(),
  );

  it.each([
    'which of my pills should not be taken with food',
    'which pills must never be taken with meals',
    'what may not be combined with food',
  ])('of what does not go with meals is not answered by what does: %s', async (text) =>
    expect((await account.ask(text)).declined).toBeDefined(),
  );

  it.each([
    'what did the cardiologist cost',
    'how much did the dentist cost me',
    'what was the price of Dr. Raman',
  ])('of what a doctor costs is not answered by what he prescribed: %s', async (text) =>
    expect((await account.ask(text)).declined).toBeDefined(),
  );

  it.each([
    'what was my previous dose of lisinopril',
    'what were the old instructions for Lipitor',
    'who previously prescribed Lipitor',
    "what's my earliest start in December",
    'the first finish in May',
    'which medicines are a problem for me',
    'are any of my medicines a danger',
  ])('of what no record of a medicine has is not answered by what one has: %s', async (text) =>
    expect((await account.ask(text)).declined).toBeDefined(),
  );

  it.each([
    ['what do the pills from the cardiologist cost', 'Lipitor: $9.75'],
    ['when did my thyroid pill start', 'Synthroid: since'],
    ['what is my dose of lisinopril', '10 mg'],
    ['what did I start first', 'Synthroid'],
    ['when did Lisinopril start', 'Lisinopril: since'],
    ['which pills must not be taken with alcohol', 'Glucophage interacts with: alcohol'],
    ['which medicine do I take with food', 'Glucophage'],
  ])('is answered where it asks for one: %s: %s', async (text, told) =>
    expect((await account.ask(text)).text).toContain(told),
  );
});
