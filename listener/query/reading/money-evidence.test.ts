import { describe, expect, it } from 'vitest';
import type { Period } from '../periods/period.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { evidenceOf } from '../testing/named-words.ts';
import { tokenize } from '../words/tokenize.ts';
import type { Evidence } from './found-evidence.ts';
import { isOfFee, isOutgoing, isSummed, isTotalWord } from './money-evidence.ts';

const may: Period = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' };
const december: Period = { words: 'in December', from: '2026-12-01', to: '2026-12-31', unit: 'month' };
const day: Period = { words: 'on May 1', from: '2026-05-01', to: '2026-05-01', unit: 'day' };
const open: Period = { words: 'until June', to: '2026-06-01', unit: 'span' };
const last = { order: 'last', indices: [] } as const;

type Row = [boolean, string, Partial<Evidence>?, (readonly string[])?];
const check = (...[is, text, more, named]: Row) =>
  expect(isSummed(evidenceOf('TRANSACTION', text, more, named))).toBe(is);

describe('a question of money by what it asks for', () => {
  it.each<Row>([
    [true, 'costco lab cost', { flow: 'spent' }, ['payee:costco']],
    [true, 'costco price', { flow: 'spent' }, ['payee:costco']],
    [false, 'costco lab cost', { flow: 'earned' }, ['payee:costco']],
    [false, 'costco lab cost', { flow: 'spent' }, ['payee:costco:part']],
    [false, 'costco lab cost', { flow: 'spent' }, ['payee:costco:group']],
    [false, 'cost of costco', { flow: 'spent' }, ['payee:costco']],
    [false, 'does costco cost', { flow: 'spent' }, ['payee:costco']],
    [false, 'what costco cost', { flow: 'spent' }, ['payee:costco']],
    [false, 'a costco cost', { flow: 'spent' }, ['payee:costco']],
    [false, 'lab cost', { flow: 'spent' }],
  ])('a heading of what was bought: %s: %s', check);

  it.each<Row>([
    [true, 'give the total for costco', { target: 'sum' }, ['payee:costco']],
    [true, 'give the sum for costco', { target: 'sum' }, ['payee:costco:group']],
    [false, 'give the total for costco', { target: 'sum' }, ['payee:costco:part']],
    [false, 'give the total for costco', { target: 'list' }, ['payee:costco']],
    [false, 'give much for costco', { target: 'sum' }, ['payee:costco']],
    [false, 'what does costco come to in total', { target: 'sum' }, ['payee:costco']],
    [false, 'what do costco come to in total', { target: 'sum' }, ['payee:costco']],
    [false, 'what will costco come to in total', { target: 'sum' }, ['payee:costco']],
    [true, 'what did costco come to in total', { target: 'sum' }, ['payee:costco']],
    [true, 'give the total spend', { target: 'sum', flow: 'spent', period: may }],
    [false, 'give the total spend', { target: 'sum', flow: 'spent', period: december }],
    [false, 'give the total spend', { target: 'sum', flow: 'spent', period: open }],
    [false, 'give the total', { target: 'sum', period: may }],
    [false, 'give the total spend', { target: 'sum', flow: 'spent' }],
    [true, 'total for May', { period: may }],
    [true, 'totals in May', { period: may }],
    [false, 'total for December', { period: december }],
    [false, 'total for ever', {}],
    [false, 'total May', { period: may }],
    [false, 'number for May', { period: may }],
    [false, 'total for costco in May', { period: may }, ['payee:costco']],
  ])('a total: %s: %s', check);

  it.each<Row>([
    [true, 'the average per trip to costco', { target: 'average', verbs: [3] }, ['payee:costco']],
    [false, 'the average per trip to visa', { target: 'average', verbs: [3] }, ['account:visa']],
    [false, 'the average for costco', { target: 'average' }, ['payee:costco']],
    [false, 'the most per trip to costco', { target: 'list', verbs: [3] }, ['payee:costco']],
    [true, 'anything over 100 in May', { isBounded: true, period: may }],
    [false, 'anything over 100 in December', { isBounded: true, period: december }],
    [false, 'anything over 100', { isBounded: true }],
    [false, 'anything in May', { period: may }],
    [false, 'rent over 100 in May', { isBounded: true, period: may }],
    [true, 'anything that was over 100 dollars in May', { isBounded: true, period: may }],
    [false, 'anything that was over 100 dollars in all May', { isBounded: true, period: may }],
    [true, 'rent over 100 in May', { isBounded: true, period: may, tense: 'past' }, ['payee:rent']],
    [false, 'rent over 100 in May', { isBounded: true, period: may }, ['payee:rent']],
    [false, 'rent over 100', { isBounded: true, tense: 'past' }, ['payee:rent:part']],
  ])('an average or a bound: %s: %s', check);

  it.each<Row>([
    [true, 'there is a 45 to costco', { exactly: 45 }, ['payee:costco']],
    [false, 'there is a 45 on visa', { exactly: 45 }, ['account:visa']],
    [false, 'there is a 45 to costco', {}, ['payee:costco']],
    [false, 'there is a 45 to costco', { exactly: 45, period: december }, ['payee:costco']],
    [true, 'there is a 45 to costco', { exactly: 45, period: may }, ['payee:costco']],
    [true, 'my 45 who was it', { exactly: 45, own: true }],
    [false, 'my 45 was it', { exactly: 45, own: true }],
    [true, 'that 45 who was it', { exactly: 45 }],
    [false, 'that 45 was it', { exactly: 45 }],
    [false, 'some 45 who was it', { exactly: 45 }],
    [true, 'has costco put its price up', { isChange: true }, ['payee:costco']],
    [false, 'has costco put its price up', { isChange: true }, ['payee:costco:part']],
    [false, 'has visa put its price up', { isChange: true }, ['account:visa']],
    [false, 'has costco put its price up', {}, ['payee:costco']],
    [true, 'did my salary go up', { isChange: true, own: true }],
    [false, 'did salaries go up', { isChange: true }],
    [false, 'will my salary go up', { isChange: true, own: true, period: december }],
    [true, 'did my salary go up', { isChange: true, own: true, period: may }],
    [true, 'when does costco go out', { isUsualDay: true }, ['payee:costco']],
    [false, 'when does costco go out', {}, ['payee:costco']],
    [false, 'when does costco go out', { isUsualDay: true }, ['payee:costco:part']],
    [true, 'when am I paid', { isUsualDay: true, own: true }],
    [false, 'when is Tim paid', { isUsualDay: true }],
    [false, 'when am I sad', { isUsualDay: true, own: true }],
    [true, 'when does the visa bill go out', { isUsualDay: true }, ['account:visa']],
    [true, 'when does my visa bill go out', { isUsualDay: true, own: true }, ['account:visa']],
    [false, 'when does visa go out', { isUsualDay: true }, ['account:visa']],
  ])('an amount, a change or a day: %s: %s', check);

  it.each<Row>([
    [true, 'what were groceries in May', { period: may }, ['category:groceries']],
    [true, 'how much was that rent in May', { period: may }, ['payee:rent:group']],
    [false, 'how much was that rent in May', { period: may }, ['payee:rent:part']],
    [false, 'how much was that old rent in May', { period: may }, ['payee:rent']],
    [false, 'what were groceries', {}, ['category:groceries']],
    [false, 'what were groceries in December', { period: december }, ['category:groceries']],
    [false, 'what were groceries on May 1', { period: day }, ['category:groceries']],
    [false, 'what are groceries in May', { period: may }, ['category:groceries']],
    [false, 'when were groceries in May', { period: may }, ['category:groceries']],
    [false, 'how many was rent in May', { period: may }, ['payee:rent']],
    [true, 'where does most go', { share: 'month', own: true }],
    [true, 'where does most go', { share: 'month', period: may }],
    [false, 'where does most go', { share: 'month', period: december }],
    [false, 'where does most go', { share: 'month', period: open }],
    [true, 'what kind is costco', { share: 'month' }, ['payee:costco']],
    [false, 'what kind is costco', { share: 'month' }, ['payee:costco:part']],
    [false, 'what kind is visa', { share: 'month' }, ['account:visa']],
    [true, 'who gave me a refund', { share: 'month', flow: 'refunded' }],
    [false, 'who gave a refund', { share: 'month', flow: 'refunded' }],
    [false, 'who gave me a pill', { share: 'month' }],
    [true, 'which month was the dearest', { share: 'month', tense: 'past' }],
    [false, 'which month is the dearest', { share: 'month' }],
    [
      false,
      'which place was dearest',
      { share: { kind: 'payee' } as unknown as Evidence['share'], tense: 'past' },
    ],
    [false, 'where does most go', { own: true }],
  ])('what things were, or a share: %s: %s', check);

  it.each<Row>([
    [true, 'what is my costco', {}, ['payee:costco']],
    [true, 'how much is our costco', {}, ['payee:costco']],
    [false, 'what is costco', {}, ['payee:costco']],
    [false, 'what is my costco', {}, ['payee:costco:group']],
    [false, 'what is my visa', {}, ['account:visa']],
    [false, 'what is my costco rent', {}, ['payee:costco', 'payee:rent']],
    [true, 'when did the last paycheck land', { flow: 'earned', order: last }],
    [false, 'when did the last paycheck land', { flow: 'spent', order: last }],
    [false, 'when did the last bill land', { flow: 'earned', order: last }],
    [false, 'the last average pay', { flow: 'earned', order: last, target: 'average' }],
    [false, 'when did the first paycheck land', { flow: 'earned', order: { order: 'first', indices: [] } }],
    [true, 'May income', { flow: 'earned', period: may }],
    [false, 'December income', { flow: 'earned', period: december }],
    [false, 'income', { flow: 'earned' }],
    [false, 'was May income high', { flow: 'earned', period: may }],
    [false, 'which May income', { flow: 'earned', period: may }],
  ])('a bill or the pay: %s: %s', check);

  it.each<Row>([
    [true, 'the costco much', { target: 'sum', tense: 'past' }, ['payee:costco']],
    [true, 'the costco often', { target: 'times', tense: 'past' }, ['payee:costco']],
    [true, 'the last costco', { target: 'when', order: last }, ['payee:costco']],
    [false, 'the first costco', { target: 'when', order: { order: 'first', indices: [] } }, ['payee:costco']],
    [true, 'the costco a month', { rate: 'month' }, ['payee:costco']],
    [true, 'my last costco', { own: true, order: last }, ['payee:costco']],
    [false, 'last costco', { order: last }, ['payee:costco']],
    [false, 'the costco much', { target: 'sum' }, ['payee:costco']],
    [false, 'the costco much', { target: 'sum', tense: 'past' }, ['payee:costco:part']],
    [false, 'the costco then', { tense: 'past' }, ['payee:costco']],
  ])('of records by a name: %s: %s', check);

  it('is none of another subject', () => {
    const more = { target: 'sum', flow: 'spent', period: may, isBounded: true, exactly: 5 } as const;
    expect(isSummed(evidenceOf('APPOINTMENT', 'total for the review cost', more, ['reason:review']))).toBe(
      false,
    );
    expect(isSummed(evidenceOf('APPOINTMENT', 'what was the review', more, ['reason:review']))).toBe(false);
    expect(isSummed(evidenceOf('APPOINTMENT', 'total for May', { period: may }))).toBe(false);
  });

  it('means what went out by a total alone', () => {
    expect(isOutgoing(evidenceOf('TRANSACTION', 'total for May'))).toBe(true);
    expect(isOutgoing(evidenceOf('TRANSACTION', 'bill for May'))).toBe(false);
  });

  it.each([
    ['total', true],
    ['together', true],
    ['overall', true],
    ['mine', false],
  ])('asks for what all of it comes to: %s: %s', (text, is) =>
    expect(tokenize(text).some(isTotalWord)).toBe(is),
  );
});

it('a fee is no price of what the doctor gave', () => {
  const { asks } = subjectOf('MEDICATION');
  const cost = asks.find(({ label }) => label === 'cost');
  const dose = asks.find(({ label }) => label === 'dose');
  if (cost === undefined || dose === undefined) throw new Error('no such detail');
  const of = (text: string, more: Partial<Evidence>, named: readonly string[]) =>
    isOfFee(evidenceOf('MEDICATION', text, more, named));
  const price = { ask: { ask: cost, indices: [] } };
  expect(of('what did chen cost', price, ['prescriber:chen'])).toBe(true);
  expect(of('what did chen cost', { ask: { ask: dose, indices: [] } }, ['prescriber:chen'])).toBe(false);
  expect(of('what did lipitor cost', price, ['drug:lipitor'])).toBe(false);
  expect(of('what did the pills of chen cost', { ...price, nouns: [3] }, ['prescriber:chen'])).toBe(false);
});
