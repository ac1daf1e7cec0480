import { describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import type { FamilyMember, Interpretation, Query } from '../meaning/query.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import type { Knowledge } from './knowledge.ts';
import { takenUp } from './remark-topics.ts';
import { readBesideRemark } from './remarks.ts';

const about = (intent: string, more: Partial<Query> = {}): Query => ({
  ...plainQuery(subjectOf(intent)),
  ...more,
});
const ellen: FamilyMember = {
  id: 'P2',
  name: 'Ellen',
  names: ['ellen', 'wife'],
  surnames: [],
  isSpeaker: false,
};
const knowledge: Knowledge = {
  table: { subjects: ['MEDICATION', 'ALLERGY', 'TRANSACTION'].map(subjectOf), fixed: [] },
  vocabulary: { all: new Set() } as unknown as Knowledge['vocabulary'],
  catalogue: (subject) =>
    ({
      hasWord: (word: string) => word === (subject.amount === undefined ? 'lipitor' : 'costco'),
      tellsOf: () => false,
    }) as unknown as ReturnType<Knowledge['catalogue']>,
  persons: [ellen],
  today: '2026-11-23',
};

const declined: Interpretation = {
  kind: 'declined',
  reason: 'not-understood',
  subject: undefined,
  remainder: [],
};
const fixed: Interpretation = { kind: 'fixed', fixed: { intent: 'TIME' } as never };
const asked = (query: Query): Interpretation => ({ kind: 'query', query });

/** What is read of it, where only `question` is understood, as `meant`. */
const beside = (text: string, question: string, meant: Interpretation) => {
  const read = (tokens: readonly Token[]) => (joinedWords(tokens) === question ? meant : declined);
  const found = readBesideRemark(text, tokenize(text), knowledge, read);
  return found && joinedWords(found.kept);
};

const spent = asked(about('TRANSACTION', { operation: 'sum', flow: 'spent' }));
const ofTime = (more: Partial<Query> = {}) =>
  asked(
    about('TRANSACTION', { operation: 'sum', flow: 'spent', period: { words: 'now', unit: 'day' }, ...more }),
  );

describe('a remark beside a question', () => {
  it.each([
    ['I am at my desk. What did I spend?', 'what did i spend'],
    ['I am at my desk, what did I spend?', 'what did i spend'],
    ['What did I spend? I am at my desk.', 'what did i spend'],
    ['What did I spend, or did I dream it?', 'what did i spend'],
    ['What did I spend, or was I only dreaming?', 'what did i spend'],
    ['We are cutting down. I feel old. What did I spend?', 'what did i spend'],
    ['I am at the bank with my card statement, what did I spend?', 'what did i spend'],
    ['I am at Costco, what did I spend?', undefined],
    ['I am at the Ritz, what did I spend?', undefined],
    ['I am with the XYZ, what did I spend?', 'what did i spend'],
    ['I asked you before, what did I spend?', undefined],
    ['In May I was ill, what did I spend?', undefined],
    ['I have 5 of them, what did I spend?', undefined],
    ['I wonder if I have 5, what did I spend?', undefined],
    ['Is it so? What did I spend?', undefined],
    ['The rent, what did I spend?', undefined],
  ])('of money: %s: %s', (text, kept) => expect(beside(text, 'what did i spend', spent)).toBe(kept));

  it('may tell of a time, where the question has none', () => {
    const past = asked(about('TRANSACTION', { operation: 'sum', flow: 'spent', tense: 'past' }));
    const of = (text: string, meant: Interpretation) => beside(text, 'what did i spend', meant);
    expect(of('We had a party. What did I spend?', past)).toBeUndefined();
    expect(of('We had a party. What did I spend?', spent)).toBe('what did i spend');
    expect(of('We forgot the party we had. What did I spend?', past)).toBe('what did i spend');
    expect(of('We like a party. What did I spend?', past)).toBe('what did i spend');
    expect(of('We had a party. What did I spend?', ofTime({ tense: 'past' }))).toBe('what did i spend');
    expect(of('I have 5 of them. What did I spend?', ofTime())).toBe('what did i spend');
    const last = asked(about('TRANSACTION', { flow: 'spent', tense: 'past', order: 'last' }));
    expect(of('We had a party. What did I spend?', last)).toBe('what did i spend');
  });

  it('may be of somebody else, where the question is of the speaker', () => {
    const of = (text: string, question: string, more: Partial<Query> = {}) =>
      beside(text, question, ofTime(more));
    expect(of('Ellen is at my desk. What is the total?', 'what is the total')).toBeUndefined();
    expect(of('Ellen is at my desk. What is my total?', 'what is my total')).toBe('what is my total');
    expect(of('Ellen is at my desk. What is our total?', 'what is our total')).toBe('what is our total');
    expect(of('My wife is here. What is the total?', 'what is the total')).toBeUndefined();
    expect(of('His boss is here. What is the total?', 'what is the total')).toBeUndefined();
    expect(of('They are here. What is the total?', 'what is the total')).toBe('what is the total');
    expect(
      of('My boss is here. What is the total?', 'what is the total', { person: { id: 'P2', name: 'Ellen' } }),
    ).toBe('what is the total');
  });

  it('may name something, where the question names what it is of', () => {
    const drug = [{ kind: {}, said: 'zocor' }] as unknown as Query['constraints'];
    const of = (more: Partial<Query>) =>
      beside('I have Lipitor here. What is my dose?', 'what is my dose', asked(about('MEDICATION', more)));
    expect(of({})).toBeUndefined();
    expect(of({ constraints: drug })).toBe('what is my dose');
    expect(of({ claim: drug[0] })).toBe('what is my dose');
    expect(of({ stateSaid: true })).toBe('what is my dose');
    expect(of({ flow: 'earned' })).toBe('what is my dose');
    expect(of({ measures: [{ label: 'pulse' }] as unknown as Query['measures'] })).toBe('what is my dose');
    expect(of({ flow: 'spent' })).toBeUndefined();
  });

  it('may name what medicines are not to be mixed with', () => {
    const ask = subjectOf('MEDICATION').asks.find(({ label }) => label === 'interactions');
    const of = (more: Partial<Query>) =>
      beside('I am at my desk. Does it mix?', 'does it mix', asked(about('MEDICATION', { ask, ...more })));
    const listed = {
      kind: subjectOf('MEDICATION').entities.find(({ kind }) => kind === 'interaction'),
      said: 'wine',
    };
    const claim = listed as unknown as Query['claim'];
    expect(of({})).toBeUndefined();
    expect(of({ claim })).toBe('does it mix');
    expect(of({ constraints: claim === undefined ? [] : [claim] })).toBe('does it mix');
    expect(of({ ask: undefined, stateSaid: true })).toBe('does it mix');
  });

  it.each([
    ['I have to date this, what day is it?', 'what day is it'],
    ['I am in Tokyo, what day is it?', undefined],
    ['I am at home, what day is it?', undefined],
    ['I see Tokyo here, what day is it?', undefined],
    ['Tokyo is nice here, what day is it?', 'what day is it'],
    ['I have 5 to date, what day is it?', undefined],
  ])('of a clock: %s: %s', (text, kept) => expect(beside(text, 'what day is it', fixed)).toBe(kept));

  it('is the other answer only to yes or no', () => {
    const free = (yesNo: boolean) => asked(about('APPOINTMENT', { yesNo, stateSaid: true }));
    const text = 'is my visit on, or was it cancelled';
    expect(beside(text, 'is my visit on', free(true))).toBe('is my visit on');
    expect(beside(text, 'is my visit on', free(false))).toBeUndefined();
    expect(beside('is it, or not', 'is it', free(true))).toBe('is it');
    expect(beside('is it, or not', 'is it', free(false))).toBeUndefined();
  });

  it.each([
    ['I need a visit, can you do that?', 'can you do that', undefined],
    ['I am at my desk, can you tell me?', 'can you tell me', 'can you tell me'],
    ['What did I spend, that is a lot?', 'what did i spend', undefined],
    ['What did I spend, I am at my desk?', 'what did i spend', undefined],
    ['What did I spend, I am at my desk', 'what did i spend', 'what did i spend'],
    ['What did I spend. I am at my desk?', 'what did i spend', 'what did i spend'],
    ['I am at my desk, so what did I spend', 'what did i spend', 'what did i spend'],
    ['I am at my desk, then', 'then', undefined],
  ])('stands in front or behind: %s: %s: %s', (text, question, kept) =>
    expect(beside(text, question, spent)).toBe(kept),
  );
});

describe('what a question takes up of the remark', () => {
  const premium = asked(
    about('TRANSACTION', { flow: 'spent', yesNo: true, constraints: [{ said: 'costco' }] as never }),
  );
  it('is read with it', () => {
    const of = (meant: Interpretation) =>
      beside('Costco says I owe them. Did I pay them?', 'did i pay costco', meant);
    expect(of(premium)).toBe('did i pay costco did i pay them');
    expect(of(asked(about('TRANSACTION', { flow: 'spent' })))).toBeUndefined();
    expect(of(declined)).toBeUndefined();
  });

  const up = (remark: string, question: string) =>
    takenUp(tokenize(remark), tokenize(question), knowledge).map((tokens) => joinedWords(tokens));
  it.each([
    ['Costco says I owe them', 'did I pay them', ['costco did i pay them', 'did i pay costco']],
    ['I was there on Friday', 'what did I spend in May', []],
    ['I was there on Friday', 'what did I spend', []],
    ['they asked for the dose on Friday', 'what did I spend', ['what did i spend on friday']],
    ['some are pills', 'which ones', ['which are pills']],
    ['all are pills', 'which ones', []],
    ['they give me Lipitor', 'am I allergic', ['am i allergic to lipitor']],
    ['they give me the Lipitor', 'am I allergic', ['am i allergic to the lipitor']],
    ['they ask if I am on it', 'am I', ['do you know if i am on it']],
    ['they ask whether I am on it', 'am I', ['do you know whether i am on it']],
    ['the nurse says am I on it', 'am I', ['am i on it']],
    ['the nurse says I take Lipitor', 'is that right', ['do you know if i take lipitor']],
    ['I was told that my Lipitor is stopped', 'is it so', ['do you know if my lipitor is stopped']],
    ['the nurse was here about Lipitor', 'is that right', []],
    ['my Lipitor was dear in May', 'what was it', ['what was my lipitor in may']],
    ['the nurse says am on it', 'am I', []],
    ['if I am on it', 'am I', []],
    ['the form wants my dose', 'what is it', ['what is my dose', 'my dose']],
    ['the form wants what I take', 'what is it', ['what i take']],
    ['the form wants my dose', 'what', ['my dose']],
    ['the form wants to know my dose', 'what is it', ['what is my dose', 'my dose']],
    ['I want to call them', 'what is it', []],
    ['the form has a line for my dose', 'what is it', ['what is my dose', 'my dose']],
    ['the form wants my dose and it is late', 'what is it', ['what is my dose', 'my dose']],
    ['the form wants my dose and more', 'what is it', ['what is my dose and more', 'my dose and more']],
    ['the form wants', 'what is it', []],
    ['the form wants my dose', 'what did I spend on it', ['my dose what did i spend on it']],
    ['I am here', 'what is it', []],
    [
      'I make my payment',
      'what did I charge on it',
      ['my payment what did i charge on it', 'what did i charge on my payment'],
    ],
    [
      'I make my gym payment',
      'what did I charge on it',
      ['my gym payment what did i charge on it', 'what did i charge on my gym payment'],
    ],
  ])('%s: %s: %j', (remark, question, ways) => expect(up(remark, question)).toEqual(ways));

  it.each([
    ['I was there on Friday', 'what did I spend that day', true],
    ['I was there on Friday', 'what did I spend on that day', true],
    ['I was there on Friday', 'what did I spend then', true],
    ['I was there on Friday and on Monday', 'what did I spend that day', false],
    ['I was there on Friday', 'then what did I spend', false],
    ['I was there on Friday', 'what did I spend on that pill', false],
  ])('a time, and what stands for it: %s: %s: %s', (remark, question, is) =>
    expect(up(remark, question)[0] === 'what did i spend on friday').toBe(is),
  );
});
