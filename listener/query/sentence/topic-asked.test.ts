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

describe('an empty question behind a topic, and one that is not empty', () => {
  it.each([
    ['my dose', undefined],
    ['rent, how', undefined],
    ['rent, how much', 'how much is rent'],
    ['rent, how much was it', 'how much was rent'],
    ['rent, how many', 'how many rent'],
    ['rent, count', 'how many rent'],
    ['the count of visits, how many', 'how many visits'],
    ['the, how many', 'how many the'],
    ['rent, what day', 'when is rent'],
    ['rent, which hour', 'when is rent'],
    ['rent, that day', undefined],
    ['the review, who is it', 'who is the review'],
    ['the review, name', 'who is the review'],
    ['the review, where was it', 'where was the review'],
    ['the last review, where is it', 'where is the last review'],
    ['the last review, what is it', 'what was the last review'],
    ['the last review, date', 'when was the last review'],
    ['the review, date', 'when is the review'],
    ['the review, what for', undefined],
    ['the review, what is it for', undefined],
    ['the review, what is it like', undefined],
    ['the review, is it', undefined],
    ['the review, what now', undefined],
    ['all my travel put together, how much', 'how much is my travel in total'],
    ['all travel together, how much', 'how much is all travel in total'],
    ['my travel, what total', 'how much is my travel in total'],
    ['travel, what total', 'how much is travel'],
    ['all my, how much', 'how much is all my'],
    ['we go there, how much', undefined],
    ['the one which I bought, how much', undefined],
    ['did I pay it, how much', undefined],
    ['what did I pay, how much', 'what did i pay'],
    ['where did I go, where was it', 'where did i go'],
    ['what did I pay, what was it and what is that one there', undefined],
    ['rent, how much is it and is that it', undefined],
  ])('%s: %s', (text, put) => expect(asked(text)).toBe(put));

  it.each([
    ['how much it was', 'how much was it'],
    ['when is', undefined],
    ['it was', undefined],
    ['when it came', undefined],
    ['when did it was', undefined],
    ['the day when it was', undefined],
    ['what the big old one was', 'what was the big old one'],
    ['what the very big old one was', undefined],
  ])('its verb in place: %s: %s', (text, put) =>
    expect(
      withVerbInPlace(tokenize(text))
        ?.map(({ word }) => word)
        .join(' '),
    ).toBe(put),
  );
});
