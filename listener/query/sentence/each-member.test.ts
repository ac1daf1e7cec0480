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
});
