import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { readTwoKinds } from './two-kinds.ts';

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

describe('two kinds, each read by itself', () => {
  const [pills, allergies, doctors, money] = ['MEDICATION', 'ALLERGY', 'DOCTOR', 'TRANSACTION'].map(
    subjectOf,
  );
  if (!pills || !allergies || !doctors || !money) throw new Error('no subjects');
  const table = { subjects: [pills, allergies, doctors, money], fixed: [] };
  const readings = (query: Partial<Query> = {}, also: Partial<Query> = {}) => {
    const asked: string[] = [];
    const read = (tokens: readonly Token[]): Query => {
      const said = joinedWords(tokens);
      asked.push(said);
      return said.includes('allergies')
        ? { ...plainQuery(allergies), ...also }
        : { ...plainQuery(pills), ...query };
    };
    return { asked, read };
  };
  const of = (text: string, query?: Partial<Query>, also?: Partial<Query>) =>
    readTwoKinds(tokenize(text), table, readings(query, also).read);

  it('are told together', () => {
    const { asked, read } = readings();
    expect(readTwoKinds(tokenize('list my medicines and my allergies now'), table, read)).toEqual({
      query: plainQuery(pills),
      also: plainQuery(allergies),
    });
    expect(asked).toEqual(['list my medicines now', 'list my allergies now']);
  });

  it('are not told where one is of something else, or of some of them', () => {
    const text = 'my medicines and my allergies';
    const some = [{ said: 'nuts' }] as unknown as Query['constraints'];
    expect(of(text, { subject: doctors })).toBe('unread');
    expect(of(text, {}, { subject: doctors })).toBe('unread');
    expect(of(text, { constraints: some })).toBe('unread');
    expect(of(text, {}, { constraints: some })).toBe('unread');
    expect(of(text, { operation: 'count' })).toBe('unread');
    expect(of(text, { operation: 'count' }, { operation: 'count' })).toBeTypeOf('object');
    expect(readTwoKinds(tokenize(text), table, () => undefined)).toBe('unread');
  });

  it.each([
    'my medicines and my pills',
    'my medicine and my allergies',
    'my medicines and my allergy',
    'my medicines, my allergies',
    'and my allergies',
    'my medicines and',
    'my medicines and my payments',
    'my payments and my allergies',
  ])('are not meant by "%s"', (text) => expect(of(text)).toBeUndefined());
});

describe('what came in and what went out in one question', () => {
  it.each([
    ['my income and expenses in May', ['$3,350.00', '$1,713.28']],
    ['what did I spend and what did I earn in May', ['$1,713.28', '$3,350.00']],
    ['how much have we made and spent in May', ['$3,350.00', '$1,713.28']],
  ])('are both told: %s', async (question, parts) => {
    const { text, declined } = await account.ask(question);
    expect(declined).toBeUndefined();
    for (const part of parts) expect(text).toContain(part);
  });

  it.each([
    'did I earn and spend anything yesterday',
    'did I earn and spend more in May than in June',
    'how much did I make and spend at Costco in May',
    'my income and coffee in May',
  ])('are not told by halves: %s', async (question) =>
    expect((await account.ask(question)).declined).toBeDefined(),
  );

  it('are not gone on from by halves', async () => {
    const reply = await account.ask('and in June', ['my income and expenses in May']);
    expect(reply.declined).toBe('not-understood');
  });
});
