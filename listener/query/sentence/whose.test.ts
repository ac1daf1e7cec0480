import { describe, expect, it } from 'vitest';
import type { FamilyMember } from '../meaning/query.ts';
import { tokenize } from '../words/tokenize.ts';
import { isOfSpeaker, putAsOwn, whoIsMeant } from './whose.ts';

const FAMILY: readonly FamilyMember[] = [
  { id: 'P1', name: 'Robert', names: ['robert', 'self'], surnames: ['hale'], isSpeaker: true },
  { id: 'P2', name: 'Ellen', names: ['ellen', 'wife', 'missu'], surnames: ['hale'], isSpeaker: false },
  { id: 'P3', name: 'Tim', names: ['tim', 'son', 'boy'], surnames: ['hale'], isSpeaker: false },
];

function put(text: string) {
  const tokens = tokenize(text);
  const whose = whoIsMeant(tokens, FAMILY);
  const { tokens: own, isMixed, named } = putAsOwn(text, tokens, whose);
  const words = (some: typeof own | undefined) => some?.map(({ word }) => word).join(' ');
  return { person: whose.person?.name, own: words(own), isMixed, named: words(named?.tokens) };
}

describe('a question about a member of the family', () => {
  it.each([
    ['Which pills is Ellen on?', 'Ellen', 'which pills am i on'],
    ['which pills is the missus on', 'Ellen', 'which pills am i on'],
    ["my wife's allergies", 'Ellen', 'my allergies'],
    ['My boy Tim, does he still swallow it?', 'Tim', 'do i still swallow it'],
    ['what dose is she on, Ellen I mean', 'Ellen', 'what dose am i on'],
    ['what dose is she on, I mean my wife', 'Ellen', 'what dose am i on'],
    ['when do we have to bring Tim to the dentist', 'Tim', 'when do i have to go to the dentist'],
  ])('is put as that one would ask it: %s', (text, person, own) => {
    expect(put(text)).toMatchObject({ person, own, isMixed: false });
  });

  it.each([
    ['what does my little boy take', 'Tim', 'what do i take'],
    ['which pills is the boy on', 'Tim', 'which pills am i on'],
    ['Tims allergies', 'Tim', 'i allergies'],
  ])('is found by the words that name one: %s', (text, person, own) => {
    const found = put(text);
    expect([found.person, found.own]).toEqual([person, own]);
  });

  it.each([
    ['when do I take Tim for a walk', false],
    ['when does it take Tim to the dentist', false],
    ['when does it take Tim to the dentist, I ask', false],
    ['when do I take Tim to the dentist', true],
    ['when do I see Tim to the door', false],
  ])('goes where he is brought by who asks: %s: %s', (text, goes) =>
    expect(put(text).own?.split(' ').includes('go')).toBe(goes),
  );

  it.each([
    ['date of birth of Ellen Hale', 'date of birth of ellen'],
    ['when has my wife her birthday', 'when has wife birthday'],
    ['phone number of my son Tim', 'phone number of tim'],
    ['when is my birthday', 'when is robert birthday'],
  ])('has one name where the person is asked for: %s', (text, named) => {
    expect(put(text).named).toBe(named);
  });

  it.each(['does my wife take my pills', 'Ellen, what is he taking?', 'what did I give Ellen'])(
    'is of two where another is meant too: %s',
    (text) => {
      expect(put(text).isMixed).toBe(true);
    },
  );
});

it.each([
  ['and me', true],
  ['and my pulse', true],
  ['and her pulse', false],
  ['what do I give her', false],
  ['and the pulse', false],
])('says whether the speaker is meant behind a question about another: %s', (text, is) => {
  expect(isOfSpeaker(tokenize(text))).toBe(is);
});

it.each([
  ['and their pulse and mine', false],
  ['and his pulse and mine', false],
])('says whether the speaker is meant: %s: %s', (text, is) => expect(isOfSpeaker(tokenize(text))).toBe(is));

it('takes who is no man and no woman by either word', () => {
  const kim: FamilyMember = {
    id: 'P4',
    name: 'Kim',
    names: ['kim', 'spouse'],
    surnames: [],
    isSpeaker: false,
  };
  const pronounsOf = (names: readonly string[]) => [
    ...whoIsMeant(tokenize('kim'), [{ ...kim, names }]).pronouns,
  ];
  expect(pronounsOf(['kim', 'spouse'])).toEqual(['she', 'her', 'hers', 'he', 'him', 'his']);
  expect(pronounsOf(['kim', 'wife'])).toEqual(['she', 'her', 'hers']);
  expect(pronounsOf(['kim', 'husband'])).toEqual(['he', 'him', 'his']);
});

it('knows the speaker by name, where nobody speaks of himself', () => {
  const robert: FamilyMember = {
    id: 'P1',
    name: 'Robert',
    names: ['robert', 'self'],
    surnames: ['hale'],
    isSpeaker: true,
  };
  const meant = (text: string) => whoIsMeant(tokenize(text), [robert]).person?.id;
  expect(meant('is robert allergic to cats')).toBe('P1');
  expect(meant('robert, what do i take')).toBeUndefined();
  expect(meant('what is taken')).toBeUndefined();
});
