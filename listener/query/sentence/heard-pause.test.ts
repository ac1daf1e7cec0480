import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { withHeardPause } from './heard-pause.ts';

const question = (text: string) => {
  const tokens = withHeardPause(tokenize(text));
  const pause = tokens?.findIndex(({ last }) => last) ?? -1;
  return tokens
    ?.slice(pause + 1)
    .map(({ word }) => word)
    .join(' ');
};

describe('a pause that was spoken', () => {
  it.each([
    ['we are at the pharmacy what is my dose of lipitor', 'what is my dose of lipitor'],
    ['my knee is bad again do i take anything for it', 'do i take anything for it'],
    [
      'i am seeing the heart doctor soon which of my pills did she prescribe',
      'which of my pills did she prescribe',
    ],
  ])('parts a statement from the question behind it: %s', (text, asked) =>
    expect(question(text)).toBe(asked),
  );

  it.each([
    'i told the nurse what i take at night',
    'i forgot when did i start lipitor',
    'what do i take at night',
    'we are home, what do i take',
    'my doctor said that i take lipitor',
  ])('is in no clause and beside no written one: %s', (text) => expect(question(text)).toBeUndefined());

  it.each([
    ['i am at the pharmacy and they want the prescription number', 'what is the prescription number'],
    ['we are at the hospital and the nurse is asking me what i take', 'what i take'],
    ['i am on the phone and she asked for my dose of lipitor', 'what is my dose of lipitor'],
    ['my sister comes on friday and i need to know if i am free', 'do you know if i am free'],
    ['i am filling in a form and it wants the date of my visit', 'what is the date of my visit'],
    ['i am at the desk and the lady needs to know when i see dr chen', 'when i see dr chen'],
  ])('parts a statement from what others want to know: %s', (text, asked) =>
    expect(question(text)).toBe(asked),
  );

  it.each([
    'i am home and they want to leave',
    'they want the prescription number',
    'i am home and i want my dose of lipitor',
    'what is it and they want the number',
  ])('and from nothing else: %s', (text) => expect(question(text)).toBeUndefined());
});

it('is none in front of what is no question, or behind what is no remark', () => {
  expect(question('we are at the clinic is it')).toBeUndefined();
  expect(question('the rent of costco is it high')).toBeUndefined();
  expect(question('we are at the clinic what is it')).toBe('what is it');
});
