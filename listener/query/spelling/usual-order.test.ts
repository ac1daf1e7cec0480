import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { inUsualOrder } from './usual-order.ts';

const NAMES = new Set(['chen', 'miller']);
const put = (text: string) =>
  inUsualOrder(tokenize(text), ({ word }) => !NAMES.has(word))
    .map(({ word }) => word)
    .join(' ');

describe('what is said in the order of another language', () => {
  it.each([
    ['the telephone of the doctor for the eyes', 'the telephone of the eyes doctor'],
    ['how is called my doctor of the heart', 'what is the name of my heart doctor'],
    ['my last pressure of the blood', 'my last blood pressure'],
    ['how much times was I there', 'how many times was i there'],
    ['how many dollars did I pay', 'how much did i pay'],
    ['which secondary effects', 'which side effects'],
    ['three times by day', '3 times a day'],
    ['eye dr phone', 'eye doctor phone'],
  ])('is put as English has it: %s', (said, meant) => {
    expect(put(said)).toBe(meant);
  });

  it.each([
    'phone of dr chen',
    'the doctor for the flu shot',
    'how is my pulse',
    'how much is the rent',
    'pressure of the tires',
    'how many pounds did i lose',
  ])('and else is left as it is: %s', (text) => {
    expect(put(text)).toBe(text);
  });
});

it.each([
  ['how much', 'how much'],
  ['how many dollars?', 'how much dollars'],
  ['how many dollars is it', 'how much is it'],
  ['how much visits', 'how much visits'],
  ['how many times', 'how many times'],
  ['how is', 'how is'],
  ['how is the name of my doctor', 'what is the name of my doctor'],
  ['how is name of my doctor', 'what is name of my doctor'],
  ['side by day', 'side by day'],
  ['second visit', 'second visit'],
  ['second effect', 'side effect'],
  ['by dr', 'by doctor'],
  ['dr. is it', 'doctor is it'],
  ['the doctor, for the eyes', 'the doctor for the eyes'],
  ['the doctor for', 'the doctor for'],
])('is put in order, or left: %s: %s', (said, meant) => expect(put(said)).toBe(meant));

it('ends a clause where it ended', () => {
  const lasts = (text: string) => inUsualOrder(tokenize(text), () => true).map(({ last }) => last);
  expect(lasts('doctor of the heart, today')).toEqual([false, true, true]);
  expect(lasts('pressure of the blood, today')).toEqual([false, true, true]);
});
