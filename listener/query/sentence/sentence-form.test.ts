import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { asksOfSeveral, isOfAll, operationOf, tenseOf } from './sentence-form.ts';

it.each([
  ['are all my pills covered', true],
  ['do I take everything at night', true],
  ['is each of them confirmed', true],
  ['do I take something every night', false],
  ['is there anything I take each morning', false],
  ['do I have a visit every month', false],
  ['is anything at all covered', false],
])('says something of all of them, and not of every time: %s', (text, all) =>
  expect(isOfAll(tokenize(text))).toBe(all),
);

it.each([
  ['which doctors am I seeing', true],
  ['what specialists do I have', true],
  ['which doctor am I seeing', false],
  ['how many doctors do I have', false],
  ['who are the doctors', false],
])('asks of several doctors: %s', (text, several) => expect(asksOfSeveral(tokenize(text))).toBe(several));

it.each([
  ['my visits with Dr. Carter so far', 'past'],
  ['what do I have so far', undefined],
  ['which visits are planned so far', undefined],
  ['will I go so far', 'future'],
  ['appointments so far in December', undefined],
  ['how far is it', undefined],
  ['visits so often', undefined],
])('takes what was so far as past, where it may not be booked: %s', (text, tense) =>
  expect(tenseOf(tokenize(text))).toBe(tense),
);

it('lists several where a detail of one would be told', () => {
  const form = { yesNo: false, flow: undefined, lists: false };
  expect(operationOf('field', { ...form, isOfSeveral: true })).toBe('list');
  expect(operationOf('field', { ...form, isOfSeveral: false })).toBe('field');
  expect(operationOf('count', { ...form, isOfSeveral: true })).toBe('count');
});
