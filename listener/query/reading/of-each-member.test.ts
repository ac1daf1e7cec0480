import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { tokenize } from '../words/tokenize.ts';
import { readAges } from './ages.ts';
import { bestOf, readAll, readComparison } from './every-subject.ts';
import { readOfEach } from './of-each-member.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('family');
  await account.table.warmUp();
  // What it knows of the family comes with the first question.
  await account.ask('when is my birthday');
});
afterAll(() => account.close());

const asking = (text: string) => ({
  text,
  today: account.knowledge().today,
  filed: false,
  settled: new Set<number>(),
  previous: undefined,
  shows: false,
  person: undefined,
});

describe('a question that is asked of each member of the family', () => {
  it.each([
    ['who weighs more me or Ellen', 'HEALTH_DATA list max 2'],
    ['who has the higher blood pressure me or Ellen', 'HEALTH_DATA list max 2'],
    ['who has the highest pulse', 'HEALTH_DATA list max 4'],
    ['who takes the most pills', 'MEDICATION count max 4'],
    ['who takes Zoloft', 'MEDICATION exists 4'],
    ['who goes to the dentist', 'APPOINTMENT exists 4'],
    ['who has Dr. Carter on December 3', 'APPOINTMENT exists 4'],
    ['is anyone allergic to nuts', 'ALLERGY exists 4'],
  ])('is read as that of one: %s', (text, read) => {
    const query = readOfEach(asking(text), tokenize(text), account.knowledge());
    const { among } = query ?? {};
    expect(
      [query?.subject.intent, query?.operation, among?.order, among?.members.length]
        .filter(Boolean)
        .join(' '),
    ).toBe(read);
  });

  it('leaves out what is taken no more, where it asks who takes most', () => {
    const stateOf = (text: string) => readOfEach(asking(text), tokenize(text), account.knowledge());
    expect(stateOf('who takes the most pills')).toMatchObject({ state: { name: 'active' }, stateSaid: true });
    expect(stateOf('who takes Zoloft')?.stateSaid).toBe(false);
  });

  it.each([
    'who takes the most doses',
    'who has the most refills',
    'who has the worst allergy',
    'who took the most',
    'who needs a doctor',
    'do I take Zoloft',
  ])('is none of something else: %s', (text) =>
    expect(readOfEach(asking(text), tokenize(text), account.knowledge())).toBeUndefined(),
  );
});

describe('ages', () => {
  it.each([
    ['who is older Tim or Ellen', true],
    ['who is the oldest', true],
    ['who is older Tim', false],
    ['who is older Tim or Ellen or me', false],
    ['who is older at heart Tim or Ellen', false],
    ['how old is Tim or Ellen', false],
    ['', false],
  ])('are set against each other: %s: %s', (text, is) => {
    const query = readAges(asking(text), tokenize(text), account.knowledge());
    expect(query?.ask?.label).toBe(is ? 'age' : undefined);
  });
});

describe('a comparison', () => {
  const compared = (text: string, own: readonly number[] = []) =>
    readComparison({ ...asking(text), tokens: tokenize(text) }, own, account.knowledge(), undefined);
  it.each([
    ['did I spend more this October than last October', 'sum, in October 2026, in October 2025, yes-no'],
    ['did I spend more this October than last May', 'sum, in October 2026, in May 2026, yes-no'],
    ['Costco more often than Starbucks this year', 'times, this year, this year, how-much'],
    ['did I go to Costco more often than Starbucks in May', 'times, in May 2026, in May 2026, yes-no'],
  ])('is read: %s', (text, read) => {
    const query = compared(text);
    const { with: other, style } = query?.compared ?? {};
    expect([query?.operation, query?.period?.words, other?.period?.words, style].join(', ')).toBe(read);
    // Who is named behind the comparative would be whom it is compared with.
    expect(compared(text, [99])).toBeUndefined();
  });

  it.each([
    'Zork more often than Starbucks this year',
    'Costco more often than Zork this year',
    'more often than Starbucks',
    'did I spend more in October than last',
  ])('is none: %s', (text) => expect(compared(text)).toBeUndefined());

  it('is no price of a time', () => {
    const best = (text: string) =>
      bestOf(readAll({ ...asking(text), tokens: tokenize(text) }, undefined, account.knowledge()))?.query;
    expect(best('total cost of my pills')?.isPriceTotal).toBe(true);
    expect(best('total cost of my pills in May')).toBeUndefined();
  });
});
