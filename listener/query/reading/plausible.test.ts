import { describe, expect, it } from 'vitest';
import type { Period } from '../periods/period.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { evidenceOf } from '../testing/named-words.ts';
import type { Evidence } from './found-evidence.ts';
import { isPlausible } from './plausible.ts';

const may: Period = { words: 'in May', from: '2026-05-01', to: '2026-05-31', unit: 'month' };
const december: Period = { words: 'in December', from: '2026-12-01', to: '2026-12-31', unit: 'month' };
const last = { order: 'last', indices: [] } as const;
const ask = (intent: string, label: string): Evidence['ask'] => {
  const found = subjectOf(intent).asks.find((one) => one.label === label);
  if (found === undefined) throw new Error(label);
  return { ask: found, indices: [] };
};
const measure = (weak: boolean) => [{ weak }] as unknown as Evidence['measures'];

type Row = [boolean, string, string, Partial<Evidence>?, (readonly string[])?];
const check = (...[is, intent, text, more, named]: Row) =>
  expect(isPlausible(evidenceOf(intent, text, more, named))).toBe(is);

describe('what a question may be about, though no word names it', () => {
  it.each<Row>([
    [true, 'TRANSACTION', 'any costco in May', { period: may }, ['payee:costco']],
    [false, 'TRANSACTION', 'any costco in December', { period: december }, ['payee:costco']],
    [false, 'TRANSACTION', 'any costco', {}, ['payee:costco']],
    [false, 'TRANSACTION', 'any costco in May', { period: may }, ['payee:costco:part']],
    [false, 'TRANSACTION', 'any visa in May', { period: may }, ['account:visa']],
    [false, 'TRANSACTION', 'did costco in May', { period: may, target: 'sum' }, ['payee:costco']],
    [true, 'TRANSACTION', 'is there costco in May', { period: may, target: 'sum' }, ['payee:costco']],
    [true, 'TRANSACTION', 'how much was costco', { target: 'sum' }, ['payee:costco']],
    [false, 'TRANSACTION', 'how much was costco', {}, []],
    [false, 'TRANSACTION', 'how much to costco', { target: 'sum' }, ['payee:costco']],
    [false, 'TRANSACTION', 'the average of costco', { target: 'average' }, ['payee:costco']],
    [true, 'TRANSACTION', 'how much was the costco', { target: 'sum', tense: 'past' }, ['payee:costco:part']],
    [true, 'TRANSACTION', 'how much was that costco', { target: 'sum', period: may }, ['payee:costco:part']],
    [false, 'TRANSACTION', 'how much was the costco', { target: 'sum' }, ['payee:costco:part']],
    [false, 'TRANSACTION', 'how much was costco', { target: 'sum', tense: 'past' }, ['payee:costco:part']],
    [false, 'TRANSACTION', 'how much was the visa', { target: 'sum', tense: 'past' }, ['account:visa:part']],
    [true, 'TRANSACTION', 'how much was whole foods', { target: 'sum' }, ['payee:whole_foods:part']],
    [true, 'TRANSACTION', 'costco in May', { period: may }, ['payee:costco']],
    [false, 'TRANSACTION', 'costco in December', { period: december }, ['payee:costco']],
    [false, 'TRANSACTION', 'at costco in May', { period: may }, ['payee:costco']],
    [false, 'TRANSACTION', 'costco in the month of May', { period: may }, ['payee:costco']],
    [true, 'TRANSACTION', 'last costco', { order: last }, ['payee:costco']],
    [false, 'TRANSACTION', 'so often last costco there', { order: last }, ['payee:costco']],
    [true, 'TRANSACTION', 'anything at costco then', { target: 'exists', tense: 'past' }, ['payee:costco']],
    [false, 'TRANSACTION', 'anything by visa then', { target: 'exists', tense: 'past' }, ['account:visa']],
    [
      true,
      'TRANSACTION',
      'anything by visa then',
      { target: 'exists', tense: 'past', verbs: [1] },
      ['account:visa'],
    ],
    [
      true,
      'TRANSACTION',
      'anything by visa then',
      { target: 'exists', tense: 'past', flow: 'spent' },
      ['account:visa'],
    ],
    [true, 'TRANSACTION', 'a bit by visa then', { target: 'exists', tense: 'past' }, ['account:visa']],
    [true, 'TRANSACTION', 'anything by visa then', { target: 'when', tense: 'past' }, ['account:visa']],
  ])('of money: %s: %s: %s', check);

  it.each<Row>([
    [true, 'HEALTH_DATA', 'how high in May', { measures: measure(false), period: may }],
    [
      true,
      'HEALTH_DATA',
      'the highest one',
      { measures: measure(false), order: { order: 'max', indices: [] } },
    ],
    [false, 'HEALTH_DATA', 'how high', { measures: measure(false) }],
    [false, 'HEALTH_DATA', 'how high in May', { measures: measure(true), period: may }],
    [
      false,
      'HEALTH_DATA',
      'highest pulse ever measured',
      { measures: measure(false), order: { order: 'max', indices: [] } },
    ],
  ])('of what is measured: %s: %s: %s', check);

  it.each<Row>([
    [false, 'ALLERGY', 'the last time milk got me', { order: last, own: true }, ['allergen:milk']],
    [
      true,
      'ALLERGY',
      'the last time milk got me',
      { order: last, own: true, ask: ask('ALLERGY', 'last reaction') },
      ['allergen:milk'],
    ],
    [
      true,
      'ALLERGY',
      'the first time milk got me',
      { order: { order: 'first', indices: [] }, own: true },
      ['allergen:milk'],
    ],
    [true, 'MEDICATION', 'refills on everything', { ask: ask('MEDICATION', 'refills') }],
    [true, 'MEDICATION', 'refills on all', { ask: ask('MEDICATION', 'refills') }],
    [false, 'MEDICATION', 'refills on some', { ask: ask('MEDICATION', 'refills') }],
    [false, 'MEDICATION', 'everything', {}],
    [true, 'APPOINTMENT', 'anything cancelled', { stateSaid: true }],
    [false, 'APPOINTMENT', 'something there', {}],
    [false, 'APPOINTMENT', 'things cancelled', { stateSaid: true }],
    [true, 'APPOINTMENT', 'did anything get cancelled', { stateSaid: true }],
    [false, 'APPOINTMENT', 'will anything get cancelled', { stateSaid: true }],
    [true, 'ALLERGY', 'what gives me hives', { own: true }, ['symptom:hives']],
    [false, 'ALLERGY', 'what gives hives', {}, ['symptom:hives']],
    [true, 'MEDICATION', 'which one gives me hives', { own: true }, ['effect:hives']],
    [false, 'MEDICATION', 'what gives me hives', { own: true }, ['effect:hives']],
    [false, 'ALLERGY', 'how long does the milk last', { target: 'count' }, ['allergen:milk']],
    [false, 'ALLERGY', 'how long do the milk last', { target: 'count' }, ['allergen:milk']],
    [true, 'ALLERGY', 'how long did the milk last', { target: 'count' }, ['allergen:milk']],
    [true, 'MEDICATION', 'what does the aspirin do', { target: 'count' }, ['drug:aspirin']],
    [true, 'MEDICATION', 'dose of my aspirin', { ask: ask('MEDICATION', 'dose') }, ['drug:aspirin']],
    [false, 'MEDICATION', 'dose of aspirin', { ask: ask('MEDICATION', 'dose') }, ['drug:aspirin']],
    [true, 'MEDICATION', 'dose of this aspirin', { ask: ask('MEDICATION', 'dose') }, ['drug:aspirin']],
    [false, 'MEDICATION', 'my aspirin', {}, ['drug:aspirin']],
    [true, 'MEDICATION', 'dose of the tablets', { ask: ask('MEDICATION', 'dose') }, ['form:tablets']],
    [false, 'MEDICATION', 'dose of the hives', { ask: ask('MEDICATION', 'dose') }, ['effect:hives']],
    [false, 'MEDICATION', 'dose of the asthma', { ask: ask('MEDICATION', 'dose') }, ['reason:asthma']],
    [true, 'APPOINTMENT', 'time of the chen', { ask: ask('APPOINTMENT', 'time') }, ['doctor:chen']],
    [false, 'APPOINTMENT', 'time of it', { ask: ask('APPOINTMENT', 'time') }],
  ])('of other records: %s: %s: %s', check);
});
