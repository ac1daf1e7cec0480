import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';

let family: CorpusAccount;
let alone: CorpusAccount;
beforeAll(async () => {
  family = await openCorpusAccount('family');
  alone = await openCorpusAccount('main');
});
afterAll(async () => {
  await family.close();
  await alone.close();
});

describe('ages set against each other', () => {
  it.each([
    ['who is the oldest', ['Rose Hale is 89']],
    ["who's the eldest in the family", ['Rose Hale is 89']],
    ['who is the youngest person in my family', ['Tim Hale is 31']],
    ['is Ellen older than me', ['Ellen Hale is 63', 'Robert Hale is 65']],
    ['who is older, Tim or my wife', ['Ellen Hale is 63', 'Tim Hale is 31']],
    ['how much younger is Tim than Rose', ['Rose Hale is 89', 'Tim Hale is 31']],
  ])('are told: %s', async (question, parts) => {
    const { text } = await family.ask(question);
    for (const part of parts) expect(text).toContain(part);
  });

  it.each([
    'who is older, Tim or Peter',
    'is my medicine older than me',
    'is Ellen older than my dentist',
    'who is the oldest doctor',
  ])('are not told of others: %s', async (question) => {
    expect((await family.ask(question)).declined).toBeDefined();
  });

  it('are not known where there is no family on record', async () => {
    expect((await alone.ask('who is the oldest')).declined).toBeDefined();
  });
});

describe('birthdays of the year', () => {
  it.each([
    ['whose birthday is next', 'The next birthday: Rose Hale on Tuesday, December 1, 2026, 90 years old.'],
    ['any birthdays coming up', 'Yes. The next birthday: Rose Hale on Tuesday, December 1, 2026'],
    ['who has a birthday in february', 'Tim Hale on Wednesday, February 17, 2027, 32 years old.'],
    ['any birthdays this month', 'No. I know of no birthday in November.'],
    ['does anyone have a birthday next month', 'Yes. Birthdays in December: Rose Hale'],
    ['who was born in 1995', 'Born in 1995: Tim Hale on Friday, February 17, 1995.'],
    ['who was born in 1970', 'I know of nobody born in 1970.'],
  ])('are told by their day: %s', async (question, said) => {
    expect((await family.ask(question)).text).toContain(said);
  });

  it.each([
    ["when is Tim's birthday", 'February 17, 1995'],
    ['list the birthdays of my family', 'September 30, 1963'],
  ])('are told by the day of birth where one asks of somebody: %s', async (question, said) => {
    expect((await family.ask(question)).text).toContain(said);
  });

  it('are on March 1 for who was born on February 29, where the year has no such day', async () => {
    const documentOf = (document: unknown) =>
      JSON.parse(JSON.stringify(document).replace('1995-02-17', '1996-02-29'));
    const leap = await openCorpusAccount('family', { documentOf });
    expect((await leap.ask('any birthdays in March?')).text).toContain('Tim Hale on Monday, March 1, 2027');
    await leap.close();
  });

  it.each(['what should I buy for the next birthday', 'whose birthday cake is next'])(
    'are not meant by "%s"',
    async (question) => {
      expect((await family.ask(question)).declined).toBeDefined();
    },
  );
});

it.each([
  'who is older, Tim',
  'who is older, Tim, Ellen or me',
  'who is older at heart, Tim or Ellen',
  'who is the oldest',
])('are told of two by themselves, or of all: %s', async (question) => {
  const { text, declined } = await family.ask(question);
  if (question === 'who is the oldest') expect(text).toContain('Rose Hale is 89');
  else expect(declined).toBeDefined();
});

describe('a question that is asked of each of the family', () => {
  it.each([
    ['who in the family takes Zoloft', true],
    ['who takes the most pills', true],
    ['who in the family has the highest pulse', true],
    ['who in the family took pills in May 2031 once', false],
  ])('%s: %s', async (question, isTold) => {
    expect((await family.ask(question)).declined === undefined).toBe(isTold);
  });
});
