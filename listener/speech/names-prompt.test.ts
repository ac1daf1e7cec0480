import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../query/testing/asked-account.ts';
import { namesPrompt } from './names-prompt.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
});
afterAll(() => account.close());

it('holds names of every kind that people say, as far as they are known, and no sentences', async () => {
  expect(namesPrompt({ ...account.knowledge(), catalogue: () => undefined })).toBe('');
  // Every name of the account is known from here on.
  await account.ask('zorblatt quux');
  const prompt = namesPrompt(account.knowledge());
  expect(prompt.length).toBeLessThanOrEqual(610);
  for (const name of ['Lisinopril', 'Starbucks', 'Johnson', 'Penicillin']) expect(prompt).toContain(name);
  const names = prompt.slice(0, -1).split(', ');
  expect(new Set(names).size).toBe(names.length);
});
