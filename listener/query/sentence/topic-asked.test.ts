import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { withTopicAsked, withVerbInPlace } from './topic-asked.ts';

const asked = (text: string) =>
  withTopicAsked(tokenize(text))
    ?.map(({ word }) => word)
    .join(' ');

describe('a topic with an empty question behind it', () => {
  it.each([
    ['My pressure in August, what did it read?', 'what was my pressure in august'],
    ['All my travel put together, what did it come to?', 'how much was my travel in total'],
    ['The flu shot, date?', 'when is the flu shot'],
    ['Last visit to Dr. Chen, date?', 'when was last visit to dr chen'],
    ['The Costco transactions, how many are there?', 'how many costco transactions'],
    ['teeth cleaning, where is that at', 'where is teeth cleaning'],
    ['When did I start Lipitor, what date?', 'when did i start lipitor'],
  ])('is asked so: %s', (text, put) => expect(asked(text)).toBe(put));

  it.each([
    'I have two, what are they?',
    'Who prescribed it, what date?',
    'The insulin, how much am I supposed to have?',
    'what is the date',
    'my dose, is it high',
  ])('is left: %s', (text) => expect(asked(text)).toBeUndefined());

  it('has its verb in place first', () => {
    const placed = withVerbInPlace(tokenize('The last time we ate there, when it was?'));
    expect(placed?.map(({ word }) => word).join(' ')).toBe('the last time we ate there when was it');
    expect(withVerbInPlace(tokenize('when is it'))).toBeUndefined();
  });
});
