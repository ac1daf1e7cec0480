import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

describe('records of two kinds in one question', () => {
  it.each([
    ['what medicines and allergies do I have', ['8 medications', '5 allergies']],
    ['list my allergies and my medications', ['5 allergies', '8 medications']],
    ['my doctors and medications please', ['9 doctors', '8 medications']],
    ['how many allergies and medicines do I have', ['6 allergies', '12 medications']],
  ])('are both told: %s', async (question, parts) => {
    const { text } = await account.ask(question);
    for (const part of parts) expect(text).toContain(part);
  });

  it('are not told by halves where one is not understood', async () => {
    expect((await account.ask('what doctors and appointments do I have')).declined).toBe('not-understood');
  });

  it.each([
    ['food and drug allergies', 'food'],
    ['my allergies to nuts and latex', 'Latex'],
    ['my pills and who prescribed them', 'Johnson'],
  ])('are not meant by "%s"', async (question, said) => {
    const { text, declined } = await account.ask(question);
    expect(declined).toBeUndefined();
    expect(text).toContain(said);
    expect(text).not.toMatch(/9 doctors|5 allergies/);
  });
});
