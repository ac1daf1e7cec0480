import { expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { detailsIn, partings, toldIn, twoIn } from './two-questions.ts';

const words = (text: string) => {
  const two = twoIn(tokenize(text));
  return two && [two.first, two.second].map((some) => joinedWords(some));
};

it('parts a question where another begins', () => {
  expect(words('who prescribed Lipitor, and when?')).toEqual(['who prescribed lipitor', 'when']);
  expect(words('when is the dentist and at what time')).toEqual(['when is the dentist', 'at what time']);
});

it('leaves one that has names joined, or a clause without a question', () => {
  expect(words('what did I pay Power and Light in May')).toBeUndefined();
  expect(words('my pulse, please, and my weight')).toBeUndefined();
});

it('parts a question at pauses and joints, the last one first', () => {
  const parted = partings(tokenize('what is it for, is it severe or did I dream it')).map(
    ({ first, second }) => [first, second].map((some) => joinedWords(some)),
  );
  expect(parted).toEqual([
    ['what is it for is it severe', 'did i dream it'],
    ['what is it for', 'is it severe or did i dream it'],
  ]);
});

it('takes two details that are joined one by one', () => {
  const each = detailsIn(tokenize('dose and refills of lipitor')).map(({ first, second }) =>
    [first, second].map((some) => joinedWords(some)),
  );
  expect(each[0]).toEqual(['dose of lipitor', 'refills of lipitor']);
  expect(detailsIn(tokenize('dose of lipitor'))).toEqual([]);
});

it.each([
  ['i bought gas the other day how much was it', 'did i bought gas the other day', 'how much was it'],
  [
    'I was at the dentist in June, and what time was that?',
    'was i at the dentist in june',
    'what time was that',
  ],
  ['we paid the garage when was that', 'did we paid the garage', 'when was that'],
])('parts what was done from what is asked of it: %s', (text, first, second) => {
  const told = toldIn(tokenize(text));
  expect([told?.first, told?.second].map((some) => some?.map(({ word }) => word).join(' '))).toEqual([
    first,
    second,
  ]);
});

it('parts nothing where nothing is asked of what was done', () => {
  expect(toldIn(tokenize('i bought gas where the garage is'))).toBeUndefined();
  expect(toldIn(tokenize('i need gas how much is it'))).toBeUndefined();
});
