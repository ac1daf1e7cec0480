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

describe('what is put in the usual verbs, and what is left', () => {
  const KEPT = undefined;
  test.each([
    ['would the blue pill be bad for me', 'is the blue pill bad for me'],
    ['would the big blue pill be bad for me', KEPT],
    ['would they be bad for me', 'are they bad for me'],
    ['will we be seeing Dr. Chen', 'are we seeing dr chen'],
    ['will you be seeing Dr. Chen', KEPT],
    ['when will it be needed', 'when is it needed'],
    ['would it be bad for me', KEPT],
    ['the pill would be bad for me', KEPT],
    ['will she be seen at the clinic', 'is she seen at the clinic'],
    ['have I many refills left', 'have i refills left'],
    ['have they many refills left', KEPT],
    ['I got any eye drops', 'do i have any eye drops'],
    ['I got the eye drops', KEPT],
    ['they got any eye drops', KEPT],
    ['I have any eye drops', KEPT],
    ['got milk on Friday', KEPT],
    ['get anything on Friday', KEPT],
    ['on it', KEPT],
    ['what on it', KEPT],
    ['she on it', KEPT],
    ['albuterol: for it', KEPT],
    ['albuterol on Friday', KEPT],
    ['Albuterol: on it?', 'am i on albuterol'],
    ['free on Friday', 'am i free on friday'],
    ['free', KEPT],
    ['Friday he free', KEPT],
    ['Friday morning or afternoon early free', KEPT],
    ['Friday dinner', KEPT],
    ['In May, did I see Dr. Chen?', 'did i see dr chen in may'],
    ['In May, did I see who?', KEPT],
    ['In May, did I see her?', KEPT],
    ['in May did Tim see Dr. Chen', KEPT],
    ['Friday: anything on?', 'anything on friday'],
    ['Friday anything on', KEPT],
    ['Not in May, did I see Dr. Chen?', KEPT],
    ['in May, in June, did I see Dr. Chen', KEPT],
    ['is what something I take', KEPT],
    ['is having had something I take', KEPT],
    ['is she something I take', KEPT],
    ['is metformin something I', KEPT],
    ['is metformin something I take', 'do i take metformin'],
    ['is metformin one I take at night', 'do i take metformin at night'],
    ['is metformin something Tim takes', KEPT],
    ['is metformin something I take because of Tim', KEPT],
    ['was metformin something I took at night', 'did i took metformin at night'],
    ['do I react badly', KEPT],
    ['gluten do I react badly', 'do i react badly to gluten'],
    ['she am I allergic', KEPT],
    ['also am I allergic', KEPT],
    ['is ibuprofen or aspirin or naproxen or Tylenol on my list of medicines', KEPT],
    ['are there peanuts on my allergies list', 'am i allergic to peanuts'],
    ['was ibuprofen on my list of medicines', KEPT],
    ['is ibuprofen on my list of shops', KEPT],
  ])('%s: %s', (text, put) => expect(said(withUsualVerb(tokenize(text)))).toBe(put ?? said(tokenize(text))));
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
