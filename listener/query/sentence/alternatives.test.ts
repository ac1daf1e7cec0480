import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { alternativesIn, withCleftAlternatives, withFirstAsked, withSeenBehind } from './alternatives.ts';

const parted = (text: string) =>
  alternativesIn(tokenize(text)).map(({ first, second }) => [first, second].map((some) => joinedWords(some)));

it('puts each of two in the place of both, what begins alike first', () => {
  expect(parted('did it come from the heart doctor or from my gp')[0]).toEqual([
    'did it come from the heart doctor',
    'did it come from my gp',
  ]);
  expect(parted('is that a morning one or the evening one')[0]).toEqual([
    'is that a morning one',
    'is that the evening one',
  ]);
  expect(parted('is it for cholesterol or sugar')[0]?.[1]).toBe('is it for sugar');
});

it('keeps what stands behind the clause', () => {
  expect(parted('is it food or contact, the latex allergy')[0]).toEqual([
    'is it food the latex allergy',
    'is it contact the latex allergy',
  ]);
});

it('leaves what has no two, three of them, or nothing in front', () => {
  expect(parted('who prescribed it')).toEqual([]);
  expect(parted('is it red or blue or green')).toEqual([]);
  expect(parted('red or blue')).toEqual([]);
  expect(parted('is it red or')).toEqual([]);
});

describe('two of which one is asked for', () => {
  const put = (text: string) =>
    withCleftAlternatives(tokenize(text))
      ?.map(({ word }) => word)
      .join(' ');

  it.each([
    ['was it Lipitor or lisinopril that does not mix', 'which of lipitor or lisinopril does not mix'],
    ['is it penicillin or sulfa that gives me hives', 'which of penicillin or sulfa gives me hives'],
    ["was it Aleve or Zyrtec that can't go with beer", 'which of aleve or zyrtec does not go with beer'],
  ])('stand behind "which of": %s', (text, which) => expect(put(text)).toBe(which));

  it.each([
    'was it Tuesday or Wednesday that I saw him',
    'is it Lipitor that makes me dizzy',
    'Lipitor or Aleve',
  ])('and are left as they are: %s', (text) => expect(put(text)).toBeUndefined());
});

describe('which of two comes first', () => {
  const put = (text: string) => {
    const tokens = withFirstAsked(tokenize(text));
    return tokens && joinedWords(tokens);
  };

  it.each([
    ['do I see the dentist or Dr. Chen first', 'who do i see first the dentist or dr chen'],
    [
      'am I going to the dentist or the skin doctor sooner',
      'who do i see first the dentist or the skin doctor',
    ],
    ['will we visit Chen or Raman earlier', 'who do i see first chen or raman'],
  ])('is asked with who: %s', (text, asked) => expect(put(text)).toBe(asked));

  it.each([
    'do I see the dentist or Dr. Chen',
    'do I see the dentist first',
    'do I take Lipitor or Aleve first',
    'do I see or first',
    'do I see the dentist or first',
  ])('and not here: %s', (text) => expect(put(text)).toBeUndefined());
});

it('tries the word in front of the two last, where nothing begins alike', () => {
  expect(parted('was it blue or red').map(([, second]) => second)).toEqual(['was it red', 'was red']);
});

it.each([
  ['was it cats or dogs that gives me hives', 'which of cats or dogs gives me hives'],
  ['was it cats or dogs that can not go with it', 'which of cats or dogs does not go with it'],
  ['was it cats or dogs that can go with it', 'which of cats or dogs can go with it'],
  ['was it cats or dogs that can not be left', 'which of cats or dogs can not be left'],
  ['was it cats or dogs that', undefined],
  ['was it cats or the very big old grey dogs that bark', undefined],
  ['was it cats or the very old grey dogs that bark', 'which of cats or the very old grey dogs bark'],
  ['was that cats or dogs that bark', undefined],
  ['are it cats or dogs that bark', undefined],
  ['was it or dogs that bark', undefined],
  ['was it cats or that bark', undefined],
  ['was it cats or dogs that I saw', undefined],
  ['', undefined],
])('asks which of two it is: %s: %s', (text, put) => {
  const found = withCleftAlternatives(tokenize(text));
  expect(found && joinedWords(found)).toBe(put);
});

it('says what stands behind of both', () => {
  expect(parted('do I see Petrov or Chen in January')[0]).toEqual([
    'do i see petrov in january',
    'do i see chen in january',
  ]);
});

it('puts whom one sees behind the verb', () => {
  const said = (text: string) => joinedWords(withSeenBehind(tokenize(text)));
  expect(said('Is it Petrov or Chen I see in January?')).toBe('do i see petrov or chen in january');
  expect(said('Was it Petrov or Chen I saw in April?')).toBe('did i see petrov or chen in april');
  expect(said('Is it Petrov I see in January?')).toBe('is it petrov i see in january');
  expect(said('Is it red or blue?')).toBe('is it red or blue');
});
