import { describe, expect, it } from 'vitest';
import type { Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import {
  withoutChildhood,
  withoutCloseGuess,
  withoutFrontGuess,
  withoutGuess,
  withoutOccasion,
} from './last-clause.ts';

const words = (tokens: readonly Token[] | undefined) => tokens?.map(({ word }) => word).join(' ');
const occasion = (question: string) =>
  words(withoutOccasion(tokenize(question), '2026-11-23', (word) => word === 'penicillin'));

describe('a guess behind a question', () => {
  it('is none of the question, where a pause sets it off', () => {
    expect(words(withoutGuess(tokenize('who gave me the drops, was it Petrov?')))).toBe(
      'who gave me the drops',
    );
    expect(words(withoutGuess(tokenize('who gave me the drops was it Petrov?')))).toBeUndefined();
    expect(words(withoutCloseGuess(tokenize('who gave me the drops again was it Petrov?')))).toBe(
      'who gave me the drops',
    );
  });

  it('is not what the question asks itself', () => {
    for (const one of ['who was it that put me on it', 'what did we spend at what is it called Walgreens'])
      expect(words(withoutCloseGuess(tokenize(one)))).toBeUndefined();
    expect(words(withoutCloseGuess(tokenize('what dose of it was it in May')))).toBeUndefined();
  });
});

describe('a guess that a pause sets off', () => {
  it.each([
    ['who gave me the drops, was it Thatcher?', 'who gave me the drops'],
    ['who gave me the drops, was it Whoops?', 'who gave me the drops'],
    ['who gave me the drops, is it Knot?', 'who gave me the drops'],
    ['who gave me the drops and the pills, was it Petrov?', 'who gave me the drops and the pills'],
    ['who gave me that one, was it Petrov?', 'who gave me that one'],
  ])('is what a name says: %s', (question, rest) => {
    expect(words(withoutGuess(tokenize(question)))).toBe(rest);
  });

  it.each([
    'who gave me the drops, was it?',
    'who gave me the drops, was it not Petrov?',
    'what are my drops, is it called Latanoprost?',
    'who gave me the drops, was it when I was ill?',
    'who gave me the drops, was it Petrov and Johnson?',
    'what do I go to, is it Petrov?',
    'give me the drops, was it Petrov?',
    'who gave, was it Petrov?',
    'who gave me the drops, were it Petrov?',
    'who gave me the drops, was that Petrov?',
  ])('is none in "%s"', (question) => {
    expect(withoutGuess(tokenize(question))).toBeUndefined();
  });
});

describe('a childhood of which the records keep nothing else', () => {
  it.each([
    ['was I allergic to milk as a child', 'was i allergic to milk'],
    ['was I allergic to milk as a little girl', 'was i allergic to milk'],
    ['did I have a milk allergy when I was little', 'did i have a milk allergy'],
    ['were we allergic to milk when we were small children', undefined],
    ['had I a milk allergy in my youth', 'had i a milk allergy'],
    ['was I allergic to milk back then', 'was i allergic to milk'],
    ['was I back then', undefined],
    ['am I allergic to milk back then', undefined],
    ['was I as a child allergic to milk', undefined],
  ])('is left out of "%s"', (question, rest) => {
    expect(words(withoutChildhood(tokenize(question)))).toBe(rest);
  });
});

describe('when it was, behind a question', () => {
  it('is said by the time that the question names', () => {
    expect(occasion('what was my weight in May, when I was ill')).toBe('what was my weight in may');
  });

  it('belongs to the question where it names something, somebody or another time', () => {
    for (const one of [
      'what was my weight, when I was ill',
      'what was my weight in May, when I was on penicillin',
      'what was my weight in May, when I had it at night',
      'what was my weight in May, when I was with my wife',
      'what was my weight in May, it was in June',
    ])
      expect(occasion(one)).toBeUndefined();
  });
});

describe('a guess in front of a question', () => {
  it.each([
    ['was it Johnson or Okafor who saw me', 'who saw me'],
    ['is it dr chen or dr raman that treats my asthma', 'who treats my asthma'],
  ])('is none of the question: %s', (text, question) =>
    expect(words(withoutFrontGuess(tokenize(text)))).toBe(question),
  );

  it.each([
    'was it Johnson who saw me',
    'is it cats or dogs',
    'who was it that saw me',
    'was it me or you who',
  ])('is the question itself: %s', (text) => expect(withoutFrontGuess(tokenize(text))).toBeUndefined());
});

describe('what is said behind a question, and what is part of it', () => {
  it.each([
    ['was it the old one or the new one who saw me', 'who saw me'],
    ['was it the very old one or the new one who saw me', undefined],
    ['was it Johnson or Okafor who saw', undefined],
    ['was that Johnson or Okafor who saw me', undefined],
    ['has it Johnson or Okafor who saw me', undefined],
  ])('a guess in front: %s', (text, question) =>
    expect(words(withoutFrontGuess(tokenize(text)))).toBe(question),
  );

  it.each([
    ['weight in May, when I was ill', undefined, 'weight in may'],
    ['in May, when I was ill', undefined, undefined],
    ['what was my weight in May, when I was 40', undefined, undefined],
    ['what was my weight in May, when I was what', undefined, undefined],
    ['what was my weight in May, when I was his', undefined, undefined],
    ['what was my weight in May, when I was ill last week', undefined, undefined],
    ['what was my weight in May, when I was ill and tired', undefined, undefined],
    ['what was my weight in May, when I was advil', 'advil', undefined],
    ['what was my weight in May, when I was advil', 'other', 'what was my weight in may'],
    ['what was my weight in May, when Tim was ill', undefined, undefined],
    ['what was my weight in May, when I go ill', undefined, undefined],
    ['what was my weight in May, since I was ill', undefined, undefined],
  ])('an occasion: %s', (text, name, question) =>
    expect(words(withoutOccasion(tokenize(text), '2026-11-23', (stem) => stem === name))).toBe(question),
  );
});
