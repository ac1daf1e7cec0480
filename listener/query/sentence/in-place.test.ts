import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { inPlace } from './in-place.ts';

const placed = (topic: string, rest: string) =>
  inPlace(tokenize(topic), tokenize(rest))
    ?.map(({ word }) => word)
    .join(' ');

it('puts a topic where a word stands for it', () => {
  expect(placed('tremor', 'could that be the inhaler')).toBe('could tremor be the inhaler');
  expect(placed('amoxicillin', 'when did I start that')).toBe('when did i start amoxicillin');
  expect(placed('my penicillin', 'how bad is that allergy')).toBe('how bad is my penicillin allergy');
  expect(placed('the cream', 'when did I start that one')).toBe('when did i start the cream');
});

it('passes over a word that stands for what is said beside it', () => {
  expect(placed('wine', 'is there a pill that does not go with it')).toBe(
    'is there a pill that does not go with wine',
  );
  expect(placed('a cough', 'is that from one of my pills')).toBe('is a cough from one of my pills');
});

it('leaves what has none, or two', () => {
  expect(placed('wine', 'is there a pill for me')).toBeUndefined();
  expect(placed('wine', 'does it go with that')).toBeUndefined();
  expect(placed('wt', 'is this')).toBeUndefined();
});

it.each([
  ['wine', 'that does go with pills', 'wine does go with pills'],
  ['wine', 'is that 5 mg', 'is wine 5 mg'],
  ['wine', 'is that for me', 'is wine for me'],
  ['penicillin', 'how bad is that allergy', 'how bad is penicillin allergy'],
  ['', 'how bad is that allergy', 'how bad is allergy'],
])('stands for what it is of: %s: %s: %s', (topic, rest, whole) => expect(placed(topic, rest)).toBe(whole));
