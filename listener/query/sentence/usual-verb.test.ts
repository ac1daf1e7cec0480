import { describe, expect, test } from 'vitest';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withNumberAsked } from './number-to-call.ts';
import { withUsualVerb } from './usual-verb.ts';

const said = (tokens: readonly Token[]) => joinedWords(tokens);

describe('a question in the usual verbs', () => {
  test.each([
    ['would I be allergic to latex', 'am i allergic to latex'],
    ['will she be seen by the dentist on Friday', 'is she seeing the dentist on friday'],
    ['which tablets have I to eat with', 'which tablets do i have to eat with'],
    ['got anything on Friday', 'have i got anything on friday'],
    ['Albuterol: still on it?', 'am i still on albuterol'],
    ['Friday free?', 'is friday free'],
    ['is metformin something that I have to take with food', 'do i take metformin with food'],
    ['are peanuts something I am allergic to', 'am i allergic to peanuts'],
    ['gluten am I allergic', 'am i allergic to gluten'],
    ['is there shellfish on my allergy list', 'am i allergic to shellfish'],
    ['is ibuprofen on my list of medicines', 'do i take ibuprofen'],
    ['will I see Dr. Raman this year', 'do i see dr raman this year'],
    ['will we go to the dentist', 'do we go to the dentist'],
    ['will I have an appointment on Friday', 'do i have an appointment on friday'],
    ['do I take Aleve any more', 'do i take aleve still'],
    ['am I not on Aleve any longer', 'am i not on aleve still'],
    ['my medicines: is Zyrtec current', 'is zyrtec current my medicines'],
  ])('%s', (text, put) => expect(said(withUsualVerb(tokenize(text)))).toBe(put));

  test.each([
    'what will my weight be in December',
    'will I have a baby',
    'will I go out',
    'will she see it',
    'do not I take it any more',
    'I take it any more',
    'do the pills help any more',
    'would it be possible to see it',
    'any refills left on it',
    'is Friday free',
    'is latex something I can not touch',
    'is aspirin something I can take',
    'is metformin something that I should take with food',
    'is anything on my medication list',
  ])('nothing else: %s', (text) => expect(withUsualVerb(tokenize(text))).toEqual(tokenize(text)));
});

describe('whom one wants to call', () => {
  test.each([
    ["I need to call the dentist, what's the number", 'what is the number of the dentist'],
    ['I want to ring Dr. Chen how do I do it', 'what is the number of dr chen'],
    ['at what mobile number can I reach Tim', 'what is the mobile number of tim'],
    ['I need to ring Dr. Chen, number', 'what is the number of dr chen'],
    ['I have to call the dentist, the phone number', 'what is the number of the dentist'],
  ])('asks for the number: %s', (text, put) => expect(said(withNumberAsked(tokenize(text)))).toBe(put));

  test.each([
    'I need to call, number',
    'I need to call the dentist, please',
    'call the dentist',
    'I need to call the dentist',
    'which number do I call for my teeth',
  ])('nothing else: %s', (text) => expect(withNumberAsked(tokenize(text))).toEqual(tokenize(text)));
});
