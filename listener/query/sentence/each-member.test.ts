import { describe, expect, it } from 'vitest';
import type { FamilyMember } from '../meaning/query.ts';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { askedOfEach } from './each-member.ts';

const member = (id: string, name: string, relation: string, isSpeaker = false): FamilyMember => ({
  id,
  name,
  names: [name.toLowerCase(), relation],
  surnames: ['hale'],
  isSpeaker,
});
const family = [
  member('P1', 'Robert', 'self', true),
  member('P2', 'Ellen', 'wife'),
  member('P3', 'Tim', 'son'),
];

const asked = (text: string) => {
  const found = askedOfEach(tokenize(text), family);
  return (
    found && [
      joinedWords(found.tokens),
      found.members.map(({ name }) => name).join(' '),
      found.order === undefined ? found.asked : `${found.asked} ${found.order}`,
    ]
  );
};
const ALL = 'Robert Ellen Tim';

describe('a question that is asked of each member of the family', () => {
  it.each([
    ['who in the family takes Zoloft', 'do i take zoloft', ALL, 'who'],
    ['who is allergic to nuts', 'am i allergic to nuts', ALL, 'who'],
    ['who else has a shellfish allergy', 'do i have a shellfish allergy', 'Ellen Tim', 'who'],
    ['which of us takes Zoloft', 'do i take zoloft', ALL, 'who'],
    ['what does everybody take', 'do i take anything', ALL, 'who'],
    ['what is everyone allergic to', 'am i allergic to anything', ALL, 'who'],
    ['what medicines does the whole family take', 'do i take any medicines', ALL, 'who'],
    ['which appointments do we all have next week', 'do i have any appointments next week', ALL, 'who'],
    ['what do we take', 'do i take anything', ALL, 'who'],
    ["everyone's medicines", 'do i have medicines', ALL, 'who'],
    ["what are everybody's allergies", 'do i have allergies', ALL, 'who'],
    ['all of our appointments next week', 'do i have appointments next week', ALL, 'who'],
    ['our medicines', 'do i have medicines', ALL, 'who'],
    ['is anyone in my family allergic to nuts', 'am i allergic to nuts', ALL, 'whether'],
    ['does anybody else take Zoloft', 'do i take zoloft', 'Ellen Tim', 'whether'],
    ['is there anyone here who takes Zoloft', 'do i take zoloft', ALL, 'whether'],
    ['who in the family sees a doctor', 'do i see a doctor', ALL, 'who'],
    ['whose appointment is on Thursday', 'do i have appointment on thursday', ALL, 'who'],
    ['whose cleaning is it on December 3', 'do i have cleaning on december 3', ALL, 'who'],
    ['who has a visit besides me', 'do i have a visit', 'Ellen Tim', 'who'],
    ['does anyone take Zoloft other than me', 'do i take zoloft', 'Ellen Tim', 'whether'],
  ])('is put as each would ask it: %s', (text, own, members, how) => {
    expect(asked(text)).toEqual([own, members, how]);
  });

  it.each([
    ['who weighs more me or my wife', 'what is my weight', 'Robert Ellen', 'who max'],
    ['who is the lightest of us', 'what is my weight', ALL, 'who min'],
    ['whose pulse is higher mine or Ellen’s', 'what is my pulse', 'Robert Ellen', 'who max'],
    ['who has the lower blood pressure Ellen or Tim', 'what is my blood pressure', 'Ellen Tim', 'who min'],
    ['which of us takes the most pills', 'how many pills do i take', ALL, 'who max'],
    ['does Ellen weigh more than me', 'what is my weight', 'Ellen Robert', 'whether max'],
    ['is my pulse lower than my wife’s', 'what is my pulse', 'Robert Ellen', 'whether min'],
    ['do i take more pills than Tim', 'how many pills do i take', 'Robert Tim', 'whether max'],
    ['is Ellen heavier than Tim', 'what is my weight', 'Ellen Tim', 'whether max'],
  ])('asks who has most or least: %s', (text, own, members, how) => {
    expect(asked(text)).toEqual([own, members, how]);
  });

  it.each([
    'does everyone take Lipitor',
    'is everyone taking Lipitor',
    'everyone',
    'our',
    'what everyone takes',
    'who does everybody see',
    'our wife takes Zoloft',
    'who prescribed my Lipitor',
    'who takes my pills',
    'whose appointment is confirmed',
    'whose is on Thursday',
    'what does Ellen take',
    'does Ellen take Zoloft',
    'who is Ellen’s doctor',
    'is my pulse higher than last time',
    'is Ellen heavier than Bob',
    'do I take more pills than last year',
    'who takes care of Tim',
  ])('is none of one person, or of who is not on record: %s', (text) => {
    expect(asked(text)).toBeUndefined();
  });

  it('needs a family', () => {
    expect(askedOfEach(tokenize('who takes Zoloft'), [])).toBeUndefined();
    expect(askedOfEach(tokenize('who takes Zoloft'), family.slice(0, 1))).toBeUndefined();
  });

  it.each([
    ['who takes Zoloft besides myself', 'do i take zoloft', 'Ellen Tim', 'who'],
    ['who takes Zoloft besides aspirin', 'do i take zoloft besides aspirin', ALL, 'who'],
    ['is there anyone else who takes Zoloft', 'do i take zoloft', 'Ellen Tim', 'whether'],
    ['is there anybody that takes Zoloft', 'do i take zoloft', ALL, 'whether'],
    ['is there anyone allergic to nuts', undefined],
    ['which of us weighs more', 'what is my weight', ALL, 'who max'],
    ['which of us uses Ventolin', 'do i use ventolin', ALL, 'who'],
    ['which of us Zoloft', undefined],
    ['who is got the dentist on Friday', 'have i got the dentist on friday', ALL, 'who'],
    ['who has got the dentist on Friday', 'have i got the dentist on friday', ALL, 'who'],
    ['who took got', 'did i take got', ALL, 'who'],
    ['whose appointment was on Thursday', 'did i have appointment on thursday', ALL, 'who'],
    ['whose visits are tomorrow', 'do i have visits tomorrow', ALL, 'who'],
    ['whose were on Thursday', undefined],
    ['whose blood sugar test is on Thursday', 'do i have blood sugar test on thursday', ALL, 'who'],
    ['whose very long blood test is on Thursday', undefined],
  ])('is put as each would ask it, or not: %s', (text, own, members?, how?) => {
    expect(asked(text)).toEqual(own === undefined ? undefined : [own, members, how]);
  });

  it.each([
    ['is Tim heavier than me or my wife', undefined],
    ['who weighs more Tim', undefined],
    ['between Ellen and Tim who weighs more', undefined],
    ['who weighs more between me and my wife', 'what is my weight', 'Robert Ellen', 'who max'],
    ['who weighs more Ellen or Ellen', undefined],
    ['who weighs more pizza or Tim', undefined],
    ['who is lighter me or Tim', 'what is my weight', 'Robert Tim', 'who min'],
    ['whose is higher', undefined],
    ['whose pulse is higher today', undefined],
    ['who measures the higher pulse', undefined],
    ['who has a higher pulse', 'what is my pulse', ALL, 'who max'],
    ['who has the fewest pills', 'how many pills do i have', ALL, 'who min'],
    ['who had the most visits', 'how many visits do i have', ALL, 'who max'],
    ['do I weigh more than Tim', 'what is my weight', 'Robert Tim', 'whether max'],
    ['does Ellen or Tim weigh more than me', undefined],
    ['does the cat weigh more than me', undefined],
    ['does Tim weigh more than Tim', undefined],
    ['is the pulse of Tim higher than mine', undefined],
    ['Tim weighs more than me', undefined],
    ['is Tim more than me', undefined],
    ['am I heavier than Tim', undefined],
  ])('asks who has most or least, or not: %s', (text, own, members?, how?) => {
    expect(asked(text)).toEqual(own === undefined ? undefined : [own, members, how]);
  });
});
