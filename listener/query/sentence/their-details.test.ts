import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { withTheirDetail } from './their-details.ts';

const put = (text: string) =>
  withTheirDetail(tokenize(text))
    ?.map(({ word }) => word)
    .join(' ');

describe('a detail of each of several records', () => {
  it.each([
    ['my doctors and their phone numbers', 'my doctors with phone numbers'],
    ['list my medications plus their doses', 'list my medications with doses'],
  ])('is put without "their": %s', (text, other) => {
    expect(put(text)).toBe(other);
  });

  it.each([
    'my friends and their numbers',
    'my doctor and their number',
    'who prescribes it and what is their number',
    'my doctors and their',
    'their numbers',
  ])('is none of other people: %s', (text) => {
    expect(put(text)).toBeUndefined();
  });
});

it.each([
  ['and their numbers', undefined],
  ['my parents and their numbers', undefined],
  ['my kids and their numbers', undefined],
  ['my doctors and their home phone numbers', 'my doctors with home phone numbers'],
  ['my doctors and their very old phone numbers', undefined],
  ['my doctors or their numbers', undefined],
])('is of several records, in few words: %s: %s', (text, other) => expect(put(text)).toBe(other));
