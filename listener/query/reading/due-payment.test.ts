import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Period } from '../periods/period.ts';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { evidenceOf } from '../testing/named-words.ts';
import { isCurrentBill, isDuePayment, isOfVisit, isPaidNow } from './due-payment.ts';
import type { Evidence } from './found-evidence.ts';

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

describe('the payment that is due, by the words that ask for it', () => {
  const may: Period = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' };
  const last = { order: 'last', indices: [] } as const;
  const spent = { flow: 'spent' } as const;
  type Row = [boolean, string, Partial<Evidence>?, (readonly string[])?];
  const rent = ['payee:rent'];
  const of = (text: string, more?: Partial<Evidence>, named?: readonly string[]) =>
    evidenceOf('TRANSACTION', text, more, named);

  it.each<Row>([
    [true, 'what is my rent', {}, rent],
    [true, 'how much is the rent', {}, rent],
    [true, 'how much is rent', { target: 'sum' }, rent],
    [false, 'what is the rent', {}, rent],
    [false, 'how much was rent', {}, rent],
    [false, 'how much is old rent', {}, rent],
    [false, 'how much is rent', { target: 'count' }, rent],
    [false, 'how much is rent', { order: last }, rent],
    [false, 'how much is rent', { period: may }, rent],
    [false, 'how much is rent', { rate: 'month' }, rent],
    [false, 'how much is rent', { flow: 'earned' }, rent],
    [false, 'how much is rent in total', {}, rent],
    [false, 'how much is rent and costco', {}, ['payee:rent', 'payee:costco']],
    [false, 'how much is it', {}],
    [true, 'how much does the rent cost me', {}, rent],
    [false, 'how much does the rent cost me each', {}, rent],
    [false, 'how much does the rent cost in May', { period: may }, rent],
    [false, 'how much does the last rent cost', { order: last }, rent],
    [false, 'how much does the rent cost', { rate: 'month' }, rent],
    [false, 'how much does the rent cost', { tense: 'past' }, rent],
    [false, 'how much did the rent cost', {}, rent],
    [false, 'how much does the rent and costco cost', {}, ['payee:rent', 'payee:costco']],
    [true, 'my rent, how much is it', {}, rent],
    [true, 'the rent, what does it cost', {}, rent],
    [false, 'my rent how much is it', {}, rent],
    [false, 'my old rent, how much is it', {}, rent],
    [false, 'my rent, how much is it', { flow: 'earned' }, rent],
    [false, 'my rent, how much is it', { period: may }, rent],
    [false, 'my rent, how much is it', { order: last }, rent],
    [false, 'my rent, how much is it', { rate: 'month' }, rent],
    [false, 'some rent, how much is it', {}, rent],
    [true, 'what is my salary', { flow: 'earned' }],
    [true, 'how much is our pay', { flow: 'earned', target: 'sum' }],
    [false, 'what is my salary', { flow: 'earned', target: 'average' }],
    [false, 'what is my salary', { flow: 'earned', order: last }],
    [false, 'what is my salary', { flow: 'earned', period: may }],
    [false, 'what is my salary', { flow: 'earned', rate: 'month' }],
    [false, 'what is my salary', spent],
    [false, 'what is the salary', { flow: 'earned' }],
    [true, 'rent price', {}, rent],
    [true, 'what they charge for rent', {}, rent],
    [false, 'rent price', {}, ['payee:rent:part']],
    [false, 'visa price', {}, ['account:visa']],
    [false, 'rent and costco price', {}, ['payee:rent', 'payee:costco']],
    [false, 'rent price', { tense: 'past' }, rent],
    [false, 'rent price', { flow: 'earned' }, rent],
    [false, 'rent price', { flow: 'refunded' }, rent],
    [false, 'rent price', { order: last }, rent],
    [false, 'rent price', { period: may }, rent],
    [false, 'rent price', { rate: 'month' }, rent],
    [false, 'is rent price', {}, rent],
    [false, 'average rent price', {}, rent],
    [false, 'rent there', {}, rent],
    [false, 'price', {}],
    [true, 'how much was dinner at costco', spent, ['payee:costco']],
    [false, 'how much was dinner at costco', {}, ['payee:costco']],
    [false, 'how much was dinner at costco', { ...spent, period: may }, ['payee:costco']],
    [false, 'how much was dinner at costco', { ...spent, order: last }, ['payee:costco']],
    [false, 'how much was dinner at costco', { ...spent, rate: 'month' }, ['payee:costco']],
  ])('is what it is now: %s: %s', (is, text, more, named) =>
    expect(isCurrentBill(of(text, more, named))).toBe(is),
  );

  it.each<Row>([
    [true, 'how much was the dinner at costco', {}, ['payee:costco']],
    [true, 'what did the costco run cost', {}, ['payee:costco']],
    [false, 'what did the costco run cost', {}, ['account:costco']],
    [false, 'what was the dinner at costco for', {}, ['payee:costco']],
    [false, 'how much was each dinner at costco', {}, ['payee:costco']],
    [false, 'how much did we pay for dinner at costco', {}, ['payee:costco']],
    [false, 'how much was the bill at costco', {}, ['payee:costco']],
    [false, 'how much was the dinner', {}],
  ])('is of one visit: %s: %s', (is, text, more, named) => expect(isOfVisit(of(text, more, named))).toBe(is));

  it.each<Row>([
    [true, 'how much do I pay for rent', spent, rent],
    [true, 'what are we being charged for rent', spent, rent],
    [false, 'how much did I pay for rent', spent, rent],
    [false, 'how much do I pay for rent', {}, rent],
    [false, 'how much do I pay for rent', { flow: 'earned' }, rent],
    [false, 'how much do I pay for rent', { ...spent, order: last }, rent],
    [false, 'how much do I pay for rent', { ...spent, period: may }, rent],
    [false, 'how much do I pay for rent', { ...spent, rate: 'month' }, rent],
    [false, 'how much do I pay for rent', { ...spent, tense: 'past' }, rent],
    [false, 'how much do I pay for rent', { ...spent, share: 'month' }, rent],
    [false, 'how much do I pay for rent in all', spent, rent],
    [false, 'how much do I pay for it', spent],
    [false, 'how much do I pay for rent at costco', spent, ['payee:rent', 'payee:costco']],
  ])('is what is paid now: %s: %s', (is, text, more, named) =>
    expect(isPaidNow(of(text, more, named))).toBe(is),
  );

  it.each<Row>([
    [true, 'have I paid rent', spent, rent],
    [true, 'did I pay the rent', spent, rent],
    [true, 'did rent go out yet', spent, rent],
    [true, 'did my salary come in', { flow: 'earned' }],
    [false, 'did a salary come in', { flow: 'earned' }],
    [false, 'did my rent go out', spent],
    [false, 'did I pay rent', spent, rent],
    [false, 'have I ever paid rent', spent, rent],
    [false, 'have I paid anything', spent],
    [false, 'have I paid rent', { flow: 'refunded' }, rent],
    [false, 'have I paid rent', {}, rent],
    [false, 'have I paid rent', { ...spent, target: 'sum' }, rent],
    [false, 'have I paid rent', { ...spent, order: last }, rent],
    [false, 'have I paid rent', { ...spent, period: may }, rent],
    [false, 'have I paid rent', { ...spent, isBounded: true }, rent],
  ])('is one of which no month is said: %s: %s', (is, text, more, named) => {
    expect(isDuePayment(of(text, more, named), true)).toBe(is);
    expect(isDuePayment(of(text, more, named), false)).toBe(false);
  });

  it('is none of another subject', () => {
    const visit = (text: string, more?: Partial<Evidence>) =>
      evidenceOf('APPOINTMENT', text, more, ['reason:review']);
    expect(isCurrentBill(visit('what is my review'))).toBe(false);
    expect(isCurrentBill(visit('how much does the review cost'))).toBe(false);
    expect(isCurrentBill(visit('my review, how much is it'))).toBe(false);
    expect(isPaidNow(visit('how much do I pay for review', spent))).toBe(false);
    expect(isDuePayment(visit('have I paid review', spent), true)).toBe(false);
  });
});
