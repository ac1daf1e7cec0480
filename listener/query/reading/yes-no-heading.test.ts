import { describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { matchOf } from '../testing/named-words.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { asYesNoQuestion } from './yes-no-heading.ts';

type Row = [
  string,
  string,
  string | undefined,
  Partial<Query>?,
  (readonly string[])?,
  { readonly filed: boolean }?,
];
const check = (...[intent, text, put, more = {}, named = [], { filed } = { filed: false }]: Row) => {
  const [subject, tokens] = [subjectOf(intent), tokenize(text)];
  const constraints = named.map((one) => matchOf(subject, tokens, one));
  const query: Query = { ...plainQuery(subject), constraints, ...more };
  const asked = asYesNoQuestion(query, { tokens, isAsked: text.endsWith('?'), filed });
  expect(asked && joinedWords(asked)).toBe(put);
};
const friday: Period = { words: 'on Friday', from: '2026-11-27', to: '2026-11-27', unit: 'day' };
const ask = (intent: string, label: string) => subjectOf(intent).asks.find((one) => one.label === label);

describe('a heading that asks for yes or no', () => {
  it.each<Row>([
    ['ALLERGY', '', undefined],
    ['APPOINTMENT', 'any visits on Friday', 'do i have any visits on friday', { period: friday }],
    ['APPOINTMENT', 'anything on Friday', 'do i have anything on friday', { operation: 'exists' }],
    ['APPOINTMENT', 'any visits on Friday', undefined, { operation: 'count' }],
    ['APPOINTMENT', 'any visits on Friday', undefined, { yesNo: true }],
    ['APPOINTMENT', 'any visits next', undefined, { order: 'next' }],
    ['APPOINTMENT', 'any visits that I have', undefined],
    ['APPOINTMENT', 'any visits which are on Friday', undefined],
    ['APPOINTMENT', 'any day we go', undefined],
    ['TRANSACTION', 'any rent each month', undefined, { each: 'month' }],
    ['TRANSACTION', 'any rent by month', undefined, { share: { of: 'month', isLeast: false } }],
    ['TRANSACTION', 'any rent', 'do i have any rent'],
    ['HEALTH_DATA', 'any weight over 190', 'was there any weight over 190', { over: 190 }],
    ['HEALTH_DATA', 'any weight under 190', 'was there any weight under 190', { under: 190 }],
    ['HEALTH_DATA', 'any weight gain', 'was there any weight gain', { operation: 'trend' }],
    ['HEALTH_DATA', 'any weight', 'do i have any weight'],
    ['TRANSACTION', 'any bill over 190', 'do i have any bill over 190', { over: 190 }],
    ['MEDICATION', 'Lipitor with food?', 'is lipitor with food', {}, ['drug:lipitor', 'meals:food']],
    ['MEDICATION', 'Lipitor with food', undefined, {}, ['drug:lipitor', 'meals:food']],
    ['MEDICATION', 'all with food?', 'are all with food', {}, ['meals:food']],
    ['MEDICATION', 'both with food?', 'are both with food', {}, ['meals:food']],
    ['MEDICATION', 'some with food?', undefined, {}, ['meals:food']],
    ['MEDICATION', 'Lipitor with food?', undefined, { operation: 'count' }, ['drug:lipitor', 'meals:food']],
    ['MEDICATION', 'dose of Lipitor?', undefined, { ask: ask('MEDICATION', 'dose') }, ['drug:lipitor']],
    ['APPOINTMENT', 'all confirmed?', 'are all confirmed', { stateSaid: true }],
    ['APPOINTMENT', 'all confirmed?', undefined],
    ['APPOINTMENT', 'all cancelled visits?', undefined, { stateSaid: true }],
    ['APPOINTMENT', 'some confirmed?', undefined, { stateSaid: true }],
    ['APPOINTMENT', 'review: confirmed?', 'is review confirmed', { stateSaid: true }, ['reason:review']],
    ['APPOINTMENT', 'review: confirmed?', undefined, { stateSaid: true, state: 'all' }, ['reason:review']],
    ['APPOINTMENT', 'review: confirmed?', undefined, {}, ['reason:review']],
    ['APPOINTMENT', 'Chen: confirmed?', 'is chen confirmed', { stateSaid: true }, ['doctor:chen']],
    ['ALLERGY', 'milk: outgrown?', 'was milk outgrown', { stateSaid: true }, ['allergen:milk']],
    ['ALLERGY', 'milk allergy?', 'do i have milk allergy', {}, ['allergen:milk']],
    ['ALLERGY', 'milk allergies?', undefined, {}, ['allergen:milk']],
    ['ALLERGY', 'food allergy?', undefined, {}, ['type:food']],
    ['APPOINTMENT', 'appointment on Friday?', 'do i have appointment on friday', { period: friday }],
    ['APPOINTMENT', 'appointment?', undefined],
    ['APPOINTMENT', 'appointments on Friday?', undefined, { period: friday }],
    ['TRANSACTION', 'payment on Friday?', undefined, { period: friday }],
    ['MEDICATION', 'Lipitor?', 'am i on lipitor', {}, ['drug:lipitor'], { filed: true }],
    ['MEDICATION', 'Lipitor?', undefined, {}, ['drug:lipitor']],
    ['MEDICATION', 'Tablets?', undefined, {}, ['reason:tablets'], { filed: true }],
    ['ALLERGY', 'milk?', 'do i have milk', {}, ['allergen:milk'], { filed: true }],
    ['DOCTOR', 'Chen?', undefined, {}, ['doctor:chen'], { filed: true }],
  ])('%s: %s: %s', check);
});
