import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { detailsIn, partings, twoIn } from './two-questions.ts';

const words = (text: string) => {
  const two = twoIn(tokenize(text));
  return two && [two.first, two.second].map((some) => some.map(({ word }) => word).join(' '));
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
    ({ first, second }) => [first, second].map((some) => some.map(({ word }) => word).join(' ')),
  );
  expect(parted).toEqual([
    ['what is it for is it severe', 'did i dream it'],
    ['what is it for', 'is it severe or did i dream it'],
  ]);
});

it('takes two details that are joined one by one', () => {
  const each = detailsIn(tokenize('dose and refills of lipitor')).map(({ first, second }) =>
    [first, second].map((some) => some.map(({ word }) => word).join(' ')),
  );
  expect(each[0]).toEqual(['dose of lipitor', 'refills of lipitor']);
  expect(detailsIn(tokenize('dose of lipitor'))).toEqual([]);
});
