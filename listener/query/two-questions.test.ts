import { expect, it } from 'vitest';
import { tokenize } from './tokens.ts';
import { twoIn } from './two-questions.ts';

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
